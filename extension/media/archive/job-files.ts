/** A job's files in the browser's storage: those with a place of their own, and the small ones that lie together. */
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { isMissing, openFile, removeFile } from '../files/opfs-folder.ts';
import { withHandle, writeAll } from '../files/write-handle.ts';
import { hashBytes } from '../hash/hash-bytes.ts';
import { type HashedFile, hashFile } from '../hash/hash-file.ts';
import { isWhole } from '../hash/is-whole.ts';
import { maxSmallFileBytes, type SmallFiles } from '../small-files/small-files.ts';
import type { WriteRequest } from './archive-worker.ts';

/** Where the files of a job lie. */
export interface JobFiles {
  folder: FileSystemDirectoryHandle;
  small: SmallFiles;
}

/** Of a job none of whose files may lie together, there is only the folder. */
type ReadableFiles = Pick<JobFiles, 'folder'> & { small?: SmallFiles | undefined };

const encoder = new TextEncoder();

async function readSmall({ small }: ReadableFiles, path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const place = small?.find(path);
  return place && small ? small.read(place) : null;
}

async function findFile({ folder }: ReadableFiles, path: string): Promise<File | null> {
  try {
    return await (await openFile(folder, path, false)).getFile();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Only whole files have their names: one that is there was made by who did not live to hear of it. Null: there is none. */
export async function findFinished(files: ReadableFiles, path: string): Promise<HashedFile | null> {
  const content = await readSmall(files, path);
  if (content) return { path, bytes: content.byteLength, ...(await hashBytes(content)) };
  const file = await findFile(files, path);
  return file && file.size > 0 ? hashFile(file, path) : null;
}

/** The content of a file that is no longer than `maxBytes`; null where there is none. */
export async function readJobFile(
  files: ReadableFiles,
  path: string,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const content = await readSmall(files, path);
  if (content) return content.byteLength <= maxBytes ? content : null;
  const file = await findFile(files, path);
  return file && file.size <= maxBytes ? new Uint8Array(await file.arrayBuffer()) : null;
}

/** Removes a file, if it is there. */
export async function removeJobFile({ folder, small }: JobFiles, path: string): Promise<void> {
  small.forget(path);
  await removeFile(folder, path);
}

/** True when the file is there with this length and hash. */
export async function isWholeJobFile(files: JobFiles, record: FileRecord): Promise<boolean> {
  const content = await readSmall(files, record.path);
  if (!content) return isWhole(files.folder, record);
  return content.byteLength === record.bytes && (await hashBytes(content)).sha256 === record.sha256;
}

/** A piece of a text; the record comes with the last one. Throws `storage.failed` for a piece out of its order. */
export async function writeText(
  { folder, small }: JobFiles,
  { path, offset, text, last }: WriteRequest,
): Promise<{ bytes: number; record: HashedFile | null }> {
  const content = encoder.encode(text);
  const bytes = content.byteLength;
  if (offset === 0 && last && bytes <= maxSmallFileBytes) {
    const sums = await hashBytes(content);
    small.add(path, content, sums.crc32);
    return { bytes, record: { path, bytes, ...sums } };
  }
  const file = await openFile(folder, path, true);
  const end = await withHandle(file, (handle) => {
    if (offset === 0) handle.truncate(0);
    if (handle.getSize() !== offset)
      throw new AppError('storage.failed', 'A piece of text does not follow the one before it.', {
        context: { path, size: handle.getSize(), offset },
      });
    const written = writeAll(handle, content, offset);
    if (last) handle.flush();
    return written;
  });
  if (!last) return { bytes: end, record: null };
  small.forget(path);
  return { bytes: end, record: await hashFile(await file.getFile(), path) };
}
