/** Folders of archives: made here, found again by the job's id (`owner.ts`), and never left through a link. */
import { lstat, mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { checkFolderName, parseFilePath } from './archive-path.ts';
import { readErrno, toStorageError } from './file-errors.ts';
import { isListed, markerName, markOwner, readOwner } from './owner.ts';
import { removeEmpty } from './remove-empty.ts';

/** Unfinished files. Not part of the archive. */
const partialName = '.partial';

/** An archive's folder, checked: it lies directly in the root and is not a link. */
export interface Archive {
  folder: string;
  /** Absolute, without links. */
  path: string;
}

/** A folder that files are written into by relative paths: an archive, or the folder for downloads. */
export type FileRoot = Pick<Archive, 'path'>;

/** The root as it is on disk, made when it is missing. Throws `storage.read_only` or `storage.full`. */
export async function openRoot(root: string): Promise<string> {
  try {
    await mkdir(root, { recursive: true });
    return await realpath(root);
  } catch (error) {
    throw toStorageError(error);
  }
}

async function isPlainFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (readErrno(error) === 'ENOENT') return false;
    throw toStorageError(error);
  }
}

async function isNothing(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return false;
  } catch (error) {
    if (readErrno(error) === 'ENOENT') return true;
    throw toStorageError(error);
  }
}

async function makeFolder(path: string, jobId: string): Promise<boolean> {
  try {
    await mkdir(path);
  } catch (error) {
    if (readErrno(error) === 'EEXIST') return false;
    throw toStorageError(error);
  }
  try {
    await markOwner(path, jobId);
    return true;
  } catch (error) {
    // Without an owner it would stay for good, and the next try would take another name.
    await rm(path, { recursive: true, force: true });
    throw toStorageError(error);
  }
}

const maxSameNames = 1000;

/** Makes `name` for the job, or `name (2)` … when it is taken; the same job finds its own folder again. */
export async function openArchive(root: string, name: string, jobId: string): Promise<Archive> {
  checkFolderName(name);
  const base = await openRoot(root);
  for (let count = 1; count <= maxSameNames; count += 1) {
    const folder = checkFolderName(count === 1 ? name : `${name} (${count})`);
    const path = join(base, folder);
    if (await makeFolder(path, jobId)) return { folder, path };
    if ((await isPlainFolder(path)) && (await readOwner(path)) === jobId) return { folder, path };
  }
  throw new AppError('input.invalid', 'There are too many folders of this name.', { context: { name } });
}

/** An archive that exists and is ours, its manifest damaged or not. Throws `storage.folder_missing` when there is nothing, `input.path_unsafe` for anything else. */
export async function findArchive(root: string, folder: string): Promise<Archive> {
  checkFolderName(folder);
  const path = join(await openRoot(root), folder);
  if (await isNothing(path)) throw new AppError('storage.folder_missing', undefined, { context: { folder } });
  if (!(await isPlainFolder(path)) || ((await readOwner(path)) === null && !(await isListed(path)))) {
    throw new AppError('input.path_unsafe', 'This folder is not an archive of Star Export.', {
      context: { folder },
    });
  }
  return { folder, path };
}

/** Goes down name by name, so that a link on the way is seen before it is followed; missing folders are made. */
async function enterFolder(root: FileRoot, segments: string[]): Promise<string> {
  let path = root.path;
  for (const segment of segments) {
    path = join(path, segment);
    if (await isPlainFolder(path)) continue;
    try {
      await mkdir(path);
    } catch (error) {
      if (readErrno(error) !== 'EEXIST') throw toStorageError(error);
      if (!(await isPlainFolder(path)))
        throw new AppError('input.path_unsafe', 'A folder on the way is a link or a file.');
    }
  }
  const real = await realpath(path);
  if (real !== root.path && !real.startsWith(root.path + sep)) throw new AppError('input.path_unsafe');
  return real;
}

/** Absolute path for a file to be written, its folders made. Throws `input.path_unsafe`, also when a link is in the way, and `input.name_taken` for a folder. */
export async function resolveFile(root: FileRoot, path: string): Promise<string> {
  const segments = parseFilePath(path);
  const target = join(await enterFolder(root, segments.slice(0, -1)), segments.at(-1) ?? '');
  try {
    const found = await lstat(target);
    if (found.isDirectory())
      throw new AppError('input.name_taken', `A folder stands in the place of ${path}; take it away first.`);
    if (!found.isFile()) throw new AppError('input.path_unsafe', 'The name belongs to a link.');
  } catch (error) {
    if (error instanceof AppError || readErrno(error) !== 'ENOENT') throw error;
  }
  return target;
}

/** A folder for unfinished files under `.partial`, made when missing. */
export const openPartial = (root: FileRoot, ...names: string[]): Promise<string> =>
  enterFolder(root, [partialName, ...names]);

/** Removes the folder for unfinished files where it is one and there are none. */
export async function closePartial({ path }: FileRoot): Promise<void> {
  const partial = join(path, partialName);
  if (await isPlainFolder(partial)) await removeEmpty(partial, path);
}

/** Removes what only matters while an archive is made. To be called when it is finished and checked. */
export async function removeWorkFiles(archive: Archive): Promise<void> {
  await rm(join(archive.path, partialName), { recursive: true, force: true });
  await rm(join(archive.path, markerName), { force: true });
}

/** Absolute path of a file that is to be read, missing or not; its folders do not lead out. Throws `input.path_unsafe` and the system's errors. */
export async function findFile(root: FileRoot, path: string): Promise<string> {
  const folder = await realpath(dirname(join(root.path, path)));
  if (folder === root.path || folder.startsWith(root.path + sep)) return join(folder, basename(path));
  throw new AppError('input.path_unsafe', 'A folder on the way is a link.');
}

async function listBelow(root: string, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const below = entry.isDirectory()
      ? await listBelow(root, path).catch((error: unknown) => {
          // Its name is not in UTF-8, and leads to nothing as it was read.
          if (readErrno(error) !== 'ENOENT') throw error;
          return [path];
        })
      : [path];
    for (const each of below) paths.push(each);
  }
  return paths;
}

/** Every file of the archive, as paths with `/`; links and other things that are not files count as files so that they are noticed. */
export async function listFiles(archive: Archive): Promise<string[]> {
  const paths = await listBelow(archive.path, '');
  return paths.filter((path) => path !== markerName && !path.startsWith(`${partialName}/`)).sort();
}
