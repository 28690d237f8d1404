/** What ZIPs are written and read with in a browser. */
import { createCRC32, createSHA256, type IHasher } from 'hash-wasm';
import { AppError } from '../../../shared/app-error.ts';
import type { ZipBytes } from '../../../shared/zip/zip-directory.ts';
import type { EntryTools } from '../../../shared/zip/zip-entries.ts';
import type { Checksum, ZipWriterOptions } from '../../../shared/zip/zip-writer.ts';

/** CRC-32 at about 1.7 GB/s. */
async function createChecksum(): Promise<Checksum> {
  const hasher = await createCRC32();
  return {
    init: () => hasher.init(),
    update: (bytes) => hasher.update(bytes),
    digest: () => Number.parseInt(hasher.digest(), 16),
  };
}

let sha256: Promise<IHasher> | null = null;

/** SHA-256 in hex of bytes that come in pieces; one at a time in a worker. */
export async function hashPieces(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  sha256 ??= createSHA256();
  const hasher = (await sha256).init();
  for await (const piece of pieces) hasher.update(piece);
  return hasher.digest();
}

/** Through a stream of the browser; what it gives out is ours. */
async function* pipe(
  pieces: AsyncIterable<Uint8Array>,
  stream: CompressionStream | DecompressionStream,
): AsyncGenerator<Uint8Array> {
  const writer = stream.writable.getWriter();
  const written = (async () => {
    try {
      // A copy: the piece is filled anew while the stream may still hold it.
      for await (const piece of pieces) await writer.write(piece.slice());
      await writer.close();
    } catch (error) {
      await writer.abort(error);
      throw error;
    }
  })();
  written.catch(() => undefined);
  const reader = stream.readable.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    await written;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const encoder = new TextEncoder();

/** For the writer. */
export async function createWriterOptions(at: Date): Promise<ZipWriterOptions> {
  return {
    at,
    checksum: await createChecksum(),
    encode: (name) => encoder.encode(name),
    deflate: (pieces) => pipe(pieces, new CompressionStream('deflate-raw')),
  };
}

/** For the reader. */
export async function createEntryTools(): Promise<EntryTools> {
  return {
    checksum: await createChecksum(),
    inflate: (pieces) => pipe(pieces, new DecompressionStream('deflate-raw')),
  };
}

/** A ZIP that is a file. */
export const toZipBytes = (file: Blob): ZipBytes => ({
  size: file.size,
  read: async (at, length) => new Uint8Array(await file.slice(at, at + length).arrayBuffer()),
});

/** The same through an open handle, which is much faster. */
export function toHandleBytes(handle: FileSystemSyncAccessHandle): ZipBytes {
  let memory = new Uint8Array(0);
  return {
    size: handle.getSize(),
    async read(at, length) {
      if (memory.byteLength < length) memory = new Uint8Array(length);
      const piece = memory.subarray(0, length);
      if (handle.read(piece, { at }) !== length)
        throw new AppError('media.incomplete', 'The ZIP is shorter than it says.');
      return piece;
    },
  };
}
