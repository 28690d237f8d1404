/** A file that is written and hashed as it grows. */
import { lockFile } from '../files/byte-source.ts';
import { toStorageError } from '../files/storage-error.ts';
import { createFileHash, type FileHash, type SavedHash } from '../hash/file-hash.ts';

/** Both are the caller's to end. */
export interface HashedFile {
  handle: FileSystemSyncAccessHandle;
  hash: FileHash;
}

/**
 * Opens the file at so many bytes; what lies behind them is cut off. Waits for a worker that has just ended, and keeps
 * nothing open when it throws, which are our codes: the file would be locked for as long as this worker lives.
 */
export async function openHashedFile(
  file: FileSystemFileHandle,
  bytes: number,
  saved: SavedHash | null,
): Promise<HashedFile> {
  const handle = await lockFile(file);
  try {
    handle.truncate(bytes);
    return { handle, hash: await createFileHash((buffer, at) => handle.read(buffer, { at }), saved) };
  } catch (error) {
    handle.close();
    throw toStorageError(error);
  }
}
