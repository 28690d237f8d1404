import type { FileRecord } from '../../../shared/model/archive.ts';
import { createFileHash } from './file-hash.ts';
import { hashBytes } from './hash-bytes.ts';
import type { FileSums } from './hash-worker.ts';

/** Larger files are read piece by piece. */
const maxBytesInMemory = 4 * 1024 * 1024;

/** What a file says of itself, and its CRC-32 for the ZIP. */
export type HashedFile = FileRecord & FileSums;

async function hashLargeFile(file: File): Promise<FileSums> {
  const hash = await createFileHash(async (buffer, at) => {
    const bytes = new Uint8Array(await file.slice(at, at + buffer.length).arrayBuffer());
    buffer.set(bytes);
    return bytes.length;
  }, null);
  try {
    return await hash.finish(file.size);
  } finally {
    await hash.stop();
  }
}

/** Length and sums of what is really in the file. Memory is the same for every size. */
export async function hashFile(file: File, path: string): Promise<HashedFile> {
  const sums =
    file.size <= maxBytesInMemory
      ? await hashBytes(new Uint8Array(await file.arrayBuffer()))
      : await hashLargeFile(file);
  return { path, bytes: file.size, ...sums };
}
