/** What ZIPs are read with in Node. */
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { ZipBytes } from '../../shared/zip/zip-directory.ts';
import type { EntryTools } from '../../shared/zip/zip-entries.ts';
import type { Checksum } from '../../shared/zip/zip-writer.ts';

/** CRC-32 of Node. */
export function createChecksum(): Checksum {
  let sum = 0;
  return {
    init() {
      sum = 0;
    },
    update(bytes) {
      sum = crc32(bytes, sum);
    },
    digest: () => sum,
  };
}

/** For the reader. */
export const createEntryTools = (): EntryTools => ({
  checksum: createChecksum(),
  async *inflate(pieces) {
    const bytes = ReadableStream.from(pieces as AsyncIterable<Uint8Array<ArrayBuffer>>);
    for await (const piece of bytes.pipeThrough(new DecompressionStream('deflate-raw'))) yield piece;
  },
});

/** An open file as a ZIP. Reading throws the signal's reason once it is aborted. */
export async function toZipBytes(file: FileHandle, signal: AbortSignal): Promise<ZipBytes> {
  const { size } = await file.stat();
  return {
    size,
    async read(at, length) {
      signal.throwIfAborted();
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, at);
      if (bytesRead !== length) throw new Error('the ZIP is shorter than it says');
      return buffer;
    },
  };
}
