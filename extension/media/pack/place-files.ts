/**
 * An archive in a folder that the user picked. Files are moved there one by one, so that the disk never holds the archive
 * twice. What lies there already with equal content is kept, other content is replaced as a whole, what is there in
 * another form now is removed, and nothing else in the folder is touched. The manifest comes last: until then the old one stands.
 */
import { AppError } from '../../../shared/app-error.ts';
import { manifestPath } from '../../../shared/archive-files.ts';
import { isSafeArchivePath } from '../../../shared/archive-path.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { toManifest } from '../../../shared/verify/to-manifest.ts';
import { isSameSource } from '../../core/jobs/same-source.ts';
import { parseJson } from '../../core/parse-json.ts';
import { isMissing, openFile, openJobFolder, removeEntry, removeFile } from '../files/opfs-folder.ts';
import { readWithHandle } from '../files/read-file.ts';
import { hashBytes } from '../hash/hash-bytes.ts';
import { isWhole } from '../hash/is-whole.ts';
import { removeOutdated } from './outdated-files.ts';
import type { ArchiveOwner, PlacedArchive, PlacedFile } from './pack-worker.ts';
import { createSmallReader, type SmallReader } from './read-ahead.ts';

/** Says whose the folder is while the archive is being made; the companion's folders have the same. Not part of the archive. */
const markerName = '.star-export.json';
const toMark = ({ jobId }: Pick<PlacedArchive, 'jobId'>): string => JSON.stringify({ jobId });
const maxSameNames = 1000;
/** Each waits for the disk and for the browser's look at what is written. */
const filesAtOnce = 4;

/** The folder itself, made when it is missing. */
export const openPlaced = ({ root, folder }: Pick<PlacedArchive, 'root' | 'folder'>) =>
  root.getDirectoryHandle(folder, { create: true });

async function readText(folder: FileSystemDirectoryHandle, name: string): Promise<string | null> {
  try {
    return await (await (await folder.getFileHandle(name)).getFile()).text();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function readManifest(folder: FileSystemDirectoryHandle) {
  const text = await readText(folder, manifestPath);
  return text === null ? null : toManifest(parseJson(text));
}

async function isEmpty(folder: FileSystemDirectoryHandle): Promise<boolean> {
  for await (const _entry of folder.values()) return false;
  return true;
}

interface Wanted {
  jobId: string;
  owner: ArchiveOwner;
}

/** An empty folder, one of this job, or one that holds an earlier export of the same source. */
async function fits(folder: FileSystemDirectoryHandle, { jobId, owner }: Wanted): Promise<boolean> {
  const marker = await readText(folder, markerName);
  const manifest = await readManifest(folder);
  if (manifest) return isSameSource(manifest.source, owner);
  if (marker !== null) return marker === toMark({ jobId });
  return isEmpty(folder);
}

/** The browser writes beside the file, and puts it in its place when it is whole. */
async function write(file: FileSystemFileHandle, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const stream = await file.createWritable();
  try {
    for await (const piece of pieces) await stream.write(piece as Uint8Array<ArrayBuffer>);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => undefined);
    throw error;
  }
}

async function* asPiece(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** `name`, or `name (2)` … where that belongs to something else. */
export async function findPlaced(
  root: FileSystemDirectoryHandle,
  name: string,
  wanted: Wanted,
): Promise<string> {
  for (let count = 1; count <= maxSameNames; count += 1) {
    const folder = count === 1 ? name : `${name} (${count})`;
    const handle = await root.getDirectoryHandle(folder, { create: true });
    if (!(await fits(handle, wanted))) continue;
    const marker = await handle.getFileHandle(markerName, { create: true });
    await write(marker, asPiece(toMark(wanted)));
    return folder;
  }
  throw new AppError('input.invalid', 'There are too many folders of this name.', { context: { name } });
}

/** What the manifest in the folder lists; nothing of what leads out of the folder. */
export const listPlaced = async (folder: FileSystemDirectoryHandle): Promise<FileRecord[]> =>
  ((await readManifest(folder))?.files ?? []).filter(({ path }) => isSafeArchivePath(path));

/** A job's own files, and where they go. */
interface Folders {
  own: FileSystemDirectoryHandle;
  small: SmallReader;
  placed: FileSystemDirectoryHandle;
  /** How many more files may have been on their way when the browser was killed. */
  mayBeLeft: number;
}

/** Several files are placed at once, and what is read is good until the next one is: each in its turn, as a copy. */
function inTurns({ read, close }: SmallReader): SmallReader {
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(file, place) {
      const content = last.then(async () => (await read(file, place)).slice());
      last = content.catch(() => undefined);
      return content;
    },
    close,
  };
}

async function openFolders(archive: PlacedArchive): Promise<Folders> {
  const [own, placed] = await Promise.all([openJobFolder(archive.jobId), openPlaced(archive)]);
  return { own, small: inTurns(createSmallReader(own)), placed, mayBeLeft: filesAtOnce * 2 };
}

async function* readOwn({ own, small }: Folders, file: PlacedFile): AsyncGenerator<Uint8Array> {
  if (file.small) {
    yield await small.read(file, file.small);
    return;
  }
  const source = await openFile(own, file.path, false).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new AppError('archive.damaged', undefined, { context: { path: file.path } });
  });
  yield* readWithHandle(source);
}

/** What the new manifest lists lies there by now; what it has in another form goes before it does. */
async function replaceList(folders: Folders, file: PlacedFile): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of readOwn(folders, file)) text += decoder.decode(piece, { stream: true });
  const next = toManifest(parseJson(text + decoder.decode()));
  if (next) await removeOutdated(folders.placed, await listPlaced(folders.placed), next.files);
}

/**
 * Where Chromium writes until a file is whole. Of a browser that was killed it stays there, for the files that were written
 * just then: they are among the first that are not whole.
 */
async function removeSwap(folders: Folders, path: string): Promise<void> {
  if (folders.mayBeLeft === 0) return;
  folders.mayBeLeft -= 1;
  // What cannot be removed is in nobody's way.
  await removeFile(folders.placed, `${path}.crswap`).catch(() => undefined);
}

async function placeOne(folders: Folders, record: PlacedFile): Promise<boolean> {
  const { own, placed } = folders;
  const isThere = await isWhole(placed, record);
  if (!isThere) {
    await removeSwap(folders, record.path);
    if (record.path === manifestPath) await replaceList(folders, record);
    await write(await openFile(placed, record.path, true), readOwn(folders, record));
    if (!(await isWhole(placed, record)))
      throw new AppError('media.damaged', 'A file is not what it was after it was written.', {
        context: { path: record.path },
      });
  }
  await removeFile(own, record.path);
  return isThere;
}

/** Returns how many lay there already. */
export async function placeFiles(archive: PlacedArchive, files: readonly PlacedFile[]): Promise<number> {
  const folders = await openFolders(archive);
  let kept = 0;
  try {
    for (let from = 0; from < files.length; from += filesAtOnce) {
      const batch = files.slice(from, from + filesAtOnce).map((record) => placeOne(folders, record));
      const ended = await Promise.allSettled(batch);
      // What was begun beside a file that failed has ended before anything is tried again.
      for (const one of ended) {
        if (one.status === 'rejected') throw one.reason;
        if (one.value) kept += 1;
      }
    }
  } finally {
    await folders.small.close();
  }
  return kept;
}

/** Paths of files that are whole neither in the browser's storage nor in their place. */
export async function findDamaged(archive: PlacedArchive, files: readonly PlacedFile[]): Promise<string[]> {
  const { own, small, placed } = await openFolders(archive);
  const isWholeHere = async (file: PlacedFile): Promise<boolean> => {
    if (!file.small) return isWhole(own, file);
    if (file.small.bytes !== file.bytes) return false;
    return (await hashBytes(await small.read(file, file.small))).sha256 === file.sha256;
  };
  try {
    const damaged: string[] = [];
    for (const file of files)
      if (!(await isWholeHere(file)) && !(await isWhole(placed, file))) damaged.push(file.path);
    return damaged;
  } finally {
    await small.close();
  }
}

/** Removes the mark of this archive that is being made; by now that of another may be there. */
export async function closePlaced(archive: PlacedArchive): Promise<void> {
  const folder = await archive.root.getDirectoryHandle(archive.folder).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    return null;
  });
  if (folder && (await readText(folder, markerName)) === toMark(archive))
    await removeEntry(folder, markerName);
}
