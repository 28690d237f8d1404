/** An unfinished file in OPFS: written at any place, hashed along the way as far as it lies in order. */
import { headBytes } from '../../../shared/file-type.ts';
import { toStorageError } from '../files/storage-error.ts';
import { writeAll } from '../files/write-handle.ts';
import { createFileHash, type SavedHash } from '../hash/file-hash.ts';
import type { FileSums } from '../hash/hash-worker.ts';

/** An open part. */
export interface PartFile {
  /** Writes all of it. Throws `storage.full`. */
  write(bytes: Uint8Array, at: number): void;
  /** The first bytes, as many as tell a type. */
  readHead(): Uint8Array;
  /** Everything before lies there and stays: it may be hashed. */
  settle(upTo: number): void;
  /** What was written is on the disk when it returns. */
  flush(): void;
  truncate(bytes: number): void;
  saveHash(): Promise<SavedHash>;
  /** Waits until all of it is hashed. */
  finish(bytes: number): Promise<FileSums>;
  close(): Promise<void>;
}

/** Opens a part, empty or as it was left; `totalBytes` null for a length that is not known. */
export async function openPartFile(
  file: FileSystemFileHandle,
  {
    totalBytes,
    isContinued,
    hash: saved,
  }: { totalBytes: number | null; isContinued: boolean; hash: SavedHash | null },
): Promise<PartFile> {
  const handle = await file.createSyncAccessHandle();
  try {
    if (!isContinued) handle.truncate(0);
    // Its room is asked for once and not with every write.
    if (totalBytes !== null) handle.truncate(totalBytes);
    const hash = await createFileHash((buffer, at) => handle.read(buffer, { at }), saved);
    return {
      write: (bytes, at) => void writeAll(handle, bytes, at),
      readHead() {
        const head = new Uint8Array(headBytes);
        return head.subarray(0, handle.read(head, { at: 0 }));
      },
      settle: (upTo) => hash.advance(upTo),
      flush: () => handle.flush(),
      truncate: (bytes) => handle.truncate(bytes),
      saveHash: () => hash.save(),
      finish: (bytes) => hash.finish(bytes),
      async close() {
        await hash.stop();
        handle.close();
      },
    };
  } catch (error) {
    handle.close();
    throw toStorageError(error);
  }
}
