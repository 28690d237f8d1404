/** Files as messages name them: by their place below a folder of ours. Absolute paths never come over the wire. */
import { lstat, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { FileRef } from '../../shared/protocol/parts.ts';
import { type Config, toDownloadsFolder } from '../config.ts';
import { readErrno, toStorageError } from './file-errors.ts';
import { type FileRoot, findArchive, openRoot } from './folder.ts';

/** One of our folders, as a message names it. */
export type RootRef = { in: 'archive'; folder: string } | { in: 'downloads' };

/** That folder on disk, without links. Throws `storage.folder_missing`, `input.path_unsafe` and the codes of the disk. */
export async function openFileRoot(ref: RootRef, config: Config): Promise<FileRoot> {
  if (ref.in === 'archive') return findArchive(config.root, ref.folder);
  return { path: await openRoot(toDownloadsFolder(config, process)) };
}

/**
 * The names along a path to a file that is there. They may be the user's own, so they need not be names that we would
 * make; but none leads up, is hidden (unfinished files, locks), or means something else on this system.
 */
export function parseExistingPath(path: string, platform: NodeJS.Platform = process.platform): string[] {
  const forbidden = platform === 'win32' ? /[\\:\0]/ : /\0/;
  const segments = path.split('/');
  if (segments.some((name) => name === '' || name.startsWith('.') || forbidden.test(name)))
    throw new AppError('input.path_unsafe', undefined, { context: { path: path.slice(0, 200) } });
  return segments;
}

/**
 * Absolute path, without links, of a file that is there. Throws `input.file_missing`, and `input.path_unsafe` for what
 * lies outside of its folder once links are followed, or is no regular file (a pipe would be waited for without end).
 */
export async function resolveInput(ref: FileRef, config: Config): Promise<string> {
  const root = await openFileRoot(ref, config);
  const path = join(root.path, ...parseExistingPath(ref.path));
  const context = { path: ref.path.slice(0, 200) };
  try {
    const real = await realpath(path);
    if (real.startsWith(root.path + sep) && (await lstat(real)).isFile()) return real;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(readErrno(error) ?? ''))
      throw new AppError('input.file_missing', undefined, { context });
    throw toStorageError(error);
  }
  throw new AppError('input.path_unsafe', 'The name leads outside of its folder, or to no file.', {
    context,
  });
}
