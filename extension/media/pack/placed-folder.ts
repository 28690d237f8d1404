/** Whose a folder of the picked one is, what its manifest lists, and the mark that it has while an archive is being made. */
import { AppError } from '../../../shared/app-error.ts';
import { checksumsPath, manifestPath, tagChecksumsPath } from '../../../shared/archive-files.ts';
import { isSafeArchivePath } from '../../../shared/archive-path.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { parseChecksums } from '../../../shared/verify/checksum-lists.ts';
import { toManifest } from '../../../shared/verify/to-manifest.ts';
import { isSameSource } from '../../core/jobs/same-source.ts';
import { parseJson } from '../../core/parse-json.ts';
import { isMissing, openFile, removeEntry } from '../files/opfs-folder.ts';
import { isOtherKind } from './is-in-place.ts';
import type { ArchiveOwner, PlacedArchive } from './pack-worker.ts';
import { writePlaced } from './write-placed.ts';

/** Says whose the folder is while the archive is being made; the companion's folders have the same. Not part of the archive. */
const markerName = '.star-export.json';
const toMark = ({ jobId }: Pick<PlacedArchive, 'jobId'>): string => JSON.stringify({ jobId });
const maxSameNames = 1000;

/** The folder itself, made when it is missing. */
export const openPlaced = ({ root, folder }: Pick<PlacedArchive, 'root' | 'folder'>) =>
  root.getDirectoryHandle(folder, { create: true });

async function readText(folder: FileSystemDirectoryHandle, name: string): Promise<string | null> {
  try {
    return await (await (await folder.getFileHandle(name)).getFile()).text();
  } catch (error) {
    if (isMissing(error) || isOtherKind(error)) return null;
    throw error;
  }
}

async function readManifest(folder: FileSystemDirectoryHandle) {
  const text = await readText(folder, manifestPath);
  return text === null ? null : toManifest(parseJson(text));
}

/** Throws where it is gone. */
export async function isEmpty(folder: FileSystemDirectoryHandle): Promise<boolean> {
  for await (const _entry of folder.values()) return false;
  return true;
}

interface Wanted {
  jobId: string;
  owner: ArchiveOwner;
}

/** An empty folder, one of this job, or one that holds an archive of the same source. */
async function fits(folder: FileSystemDirectoryHandle, { jobId, owner }: Wanted): Promise<boolean> {
  const marker = await readText(folder, markerName);
  const manifest = await readManifest(folder);
  if (manifest) return isSameSource(manifest.source, owner);
  if (marker !== null) return marker === toMark({ jobId });
  return isEmpty(folder);
}

async function* asPiece(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Null where a file has the name. */
async function openUnlessTaken(
  root: FileSystemDirectoryHandle,
  folder: string,
): Promise<FileSystemDirectoryHandle | null> {
  try {
    return await openPlaced({ root, folder });
  } catch (error) {
    if (!isOtherKind(error)) throw error;
    return null;
  }
}

/** `name`, or `name (2)` … where that belongs to something else. */
export async function findPlaced(
  root: FileSystemDirectoryHandle,
  name: string,
  wanted: Wanted,
): Promise<string> {
  for (let count = 1; count <= maxSameNames; count += 1) {
    const folder = count === 1 ? name : `${name} (${count})`;
    const handle = await openUnlessTaken(root, folder);
    if (!handle || !(await fits(handle, wanted))) continue;
    const marker = await handle.getFileHandle(markerName, { create: true });
    await writePlaced(marker, asPiece(toMark(wanted)));
    return folder;
  }
  throw new AppError('input.invalid', 'There are too many folders of this name.', { context: { name } });
}

/** Null for what is not there. */
async function measure(folder: FileSystemDirectoryHandle, path: string): Promise<number | null> {
  try {
    return (await (await openFile(folder, path, false)).getFile()).size;
  } catch (error) {
    if (isMissing(error) || isOtherKind(error)) return null;
    throw error;
  }
}

/** What is there of the files in the lists of hashes, which say no lengths. They name the manifest and each other too. */
async function readLists(folder: FileSystemDirectoryHandle): Promise<FileRecord[]> {
  const [sums, tags] = await Promise.all([
    readText(folder, checksumsPath),
    readText(folder, tagChecksumsPath),
  ]);
  const lists = [sums, tags].map((text) => parseChecksums(text ?? '', tags !== null).sums);
  const records: FileRecord[] = [];
  for (const [path, sha256] of lists.flatMap((list) => [...list])) {
    const isListed = isSafeArchivePath(path) && ![manifestPath, checksumsPath].includes(path);
    const bytes = isListed ? await measure(folder, path) : null;
    if (bytes !== null) records.push({ path, bytes, sha256 });
  }
  return records;
}

/** What the manifest in the folder lists, or its lists of hashes where it is damaged or gone; nothing of what leads out of the folder. */
export async function listPlaced(folder: FileSystemDirectoryHandle): Promise<FileRecord[]> {
  const manifest = await readManifest(folder);
  if (!manifest) return readLists(folder);
  return manifest.files.filter(({ path }) => isSafeArchivePath(path));
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
