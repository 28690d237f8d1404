/** An unfinished file in OPFS: written at any place, hashed along the way as far as it lies in order. */
import type { PartFile } from '../../../shared/net/transfer.ts';
import { lockFile } from '../files/byte-source.ts';
import { toStorageError } from '../files/storage-error.ts';
import { writeAll } from '../files/write-handle.ts';
import { createFileHash, type SavedHash } from '../hash/file-hash.ts';
import type { FileSums } from '../hash/hash-worker.ts';
import { writePartState } from './part-state.ts';

/** Opens a part, empty or as it was left; `totalBytes` null for a length that is not known. */
export async function openPartFile(
  { folder, part }: { folder: FileSystemDirectoryHandle; part: string },
  {
    totalBytes,
    isContinued,
    hash: saved,
  }: { totalBytes: number | null; isContinued: boolean; hash: SavedHash | null },
): Promise<PartFile<FileSums>> {
  const file = await folder.getFileHandle(part, { create: true });
  const handle = await lockFile(file);
  try {
    if (!isContinued) handle.truncate(0);
    // Its room is asked for once and not with every write.
    if (totalBytes !== null) handle.truncate(totalBytes);
    const hash = await createFileHash((buffer, at) => handle.read(buffer, { at }), saved);
    return {
      write: (bytes, at) => void writeAll(handle, bytes, at),
      read(at, length) {
        const bytes = new Uint8Array(length);
        return bytes.subarray(0, handle.read(bytes, { at }));
      },
      settle: (upTo) => hash.advance(upTo),
      truncate: (bytes) => handle.truncate(bytes),
      async save(readState) {
        const hashed = await hash.save();
        const state = readState();
        handle.flush();
        await writePartState(folder, part, { ...state, hash: hashed });
      },
      async finish(bytes) {
        const sums = await hash.finish(bytes);
        handle.flush();
        return sums;
      },
      async close() {
        await hash.stop().finally(() => handle.close());
      },
    };
  } catch (error) {
    handle.close();
    throw toStorageError(error);
  }
}
