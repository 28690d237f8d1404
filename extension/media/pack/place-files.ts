/**
 * An archive in a folder that the user picked. Files are moved there one by one, so that the disk never holds the archive
 * twice. What lies there already with equal content is kept, other content is replaced as a whole, and nothing else in the
 * folder is touched. The manifest comes last: until then the old one stands.
 */
import { AppError } from '../../../shared/app-error.ts';
import { type FileRecord, manifestSchema } from '../../../shared/model/archive.ts';
import { parseJson } from '../../core/parse-json.ts';
import { isMissing, openFile, openJobFolder, removeEntry, removeFile } from '../files/opfs-folder.ts';
import { readWithHandle } from '../files/read-file.ts';
import { isWhole } from '../hash/is-whole.ts';
import type { ArchiveOwner, PlacedArchive } from './pack-worker.ts';

/** Says whose the folder is while the archive is being made; the companion's folders have the same. Not part of the archive. */
const markerName = '.star-export.json';
const manifestName = 'manifest.json';
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
  const text = await readText(folder, manifestName);
  const parsed = text === null ? null : manifestSchema.safeParse(parseJson(text));
  return parsed?.success ? parsed.data : null;
}

const isSameOwner = (a: ArchiveOwner, b: ArchiveOwner): boolean =>
  a.platform === b.platform && a.kind === b.kind && a.id === b.id;

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
  if (manifest) return isSameOwner(manifest.source, owner);
  if (marker !== null) return marker === JSON.stringify({ jobId });
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
    await write(marker, asPiece(JSON.stringify({ jobId: wanted.jobId })));
    return folder;
  }
  throw new AppError('input.invalid', 'There are too many folders of this name.', { context: { name } });
}

/** What the manifest in the folder lists. */
export const listPlaced = async (folder: FileSystemDirectoryHandle): Promise<FileRecord[]> =>
  (await readManifest(folder))?.files ?? [];

async function placeOne(
  own: FileSystemDirectoryHandle,
  placed: FileSystemDirectoryHandle,
  record: FileRecord,
) {
  const isThere = await isWhole(placed, record);
  if (!isThere) {
    const source = await openFile(own, record.path, false).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
      throw new AppError('archive.damaged', undefined, { context: { path: record.path } });
    });
    await write(await openFile(placed, record.path, true), readWithHandle(source));
    if (!(await isWhole(placed, record)))
      throw new AppError('media.damaged', 'A file is not what it was after it was written.', {
        context: { path: record.path },
      });
  }
  await removeFile(own, record.path);
  return isThere;
}

/** Returns how many lay there already. */
export async function placeFiles(archive: PlacedArchive, files: readonly FileRecord[]): Promise<number> {
  const [own, placed] = await Promise.all([openJobFolder(archive.jobId), openPlaced(archive)]);
  let kept = 0;
  for (let from = 0; from < files.length; from += filesAtOnce) {
    const batch = files.slice(from, from + filesAtOnce).map((record) => placeOne(own, placed, record));
    const ended = await Promise.allSettled(batch);
    // What was begun beside a file that failed has ended before anything is tried again.
    for (const one of ended) {
      if (one.status === 'rejected') throw one.reason;
      if (one.value) kept += 1;
    }
  }
  return kept;
}

/** Removes the mark of an archive that is being made. */
export async function closePlaced(archive: PlacedArchive): Promise<void> {
  await removeEntry(await openPlaced(archive), markerName);
}
