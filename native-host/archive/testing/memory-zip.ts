/** ZIPs in memory, and the tools that Node has for them. For tests. */
import { CompressionStream, DecompressionStream, ReadableStream } from 'node:stream/web';
import { crc32 } from 'node:zlib';
import type { ZipBytes } from '../../../shared/zip/zip-directory.ts';
import type { EntryTools } from '../../../shared/zip/zip-entries.ts';
import {
  createZipWriter,
  type ZipSource,
  type ZipTarget,
  type ZipWriterOptions,
} from '../../../shared/zip/zip-writer.ts';

/** CRC-32 of Node. */
function createChecksum() {
  let sum = 0;
  return {
    init: () => {
      sum = 0;
    },
    update: (bytes: Uint8Array) => {
      sum = crc32(bytes, sum);
    },
    digest: () => sum,
  };
}

const encoder = new TextEncoder();

async function* through(pieces: AsyncIterable<Uint8Array>, stream: CompressionStream | DecompressionStream) {
  const bytes = ReadableStream.from(pieces as AsyncIterable<Uint8Array<ArrayBuffer>>);
  for await (const piece of bytes.pipeThrough(stream)) yield piece as Uint8Array;
}

/** Options of a writer, always at the same time. */
export const writerOptions = (): ZipWriterOptions => ({
  at: new Date('2026-11-21T12:00:02Z'),
  checksum: createChecksum(),
  encode: (name) => encoder.encode(name),
  deflate: (pieces) => through(pieces, new CompressionStream('deflate-raw')),
});

/** What reading takes. */
export const entryTools = (): EntryTools => ({
  checksum: createChecksum(),
  inflate: (pieces) => through(pieces, new DecompressionStream('deflate-raw')),
});

/** A place in memory, which grows. */
export function createMemory(): ZipTarget & { bytes(): Uint8Array } {
  let memory = new Uint8Array(1024);
  let end = 0;
  return {
    write(bytes, at) {
      end = Math.max(end, at + bytes.byteLength);
      while (end > memory.byteLength) {
        const larger = new Uint8Array(memory.byteLength * 2);
        larger.set(memory);
        memory = larger;
      }
      memory.set(bytes, at);
    },
    bytes: () => memory.subarray(0, end),
  };
}

/** A file of this text, or of these bytes. */
export function toSource(
  name: string,
  content: string | Uint8Array,
  rest: Partial<ZipSource> = {},
): ZipSource {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  return { name, bytes: bytes.byteLength, crc32: null, deflate: false, read: () => [bytes], ...rest };
}

/** The whole ZIP of these files. */
export async function buildZip(sources: Iterable<ZipSource>): Promise<Uint8Array> {
  const memory = createMemory();
  const writer = createZipWriter(memory, writerOptions());
  for (const source of sources) await writer.add(source);
  await writer.finish();
  return memory.bytes();
}

/** A ZIP to be read. */
export const toZipBytes = (bytes: Uint8Array): ZipBytes => ({
  size: bytes.byteLength,
  async read(at, length) {
    if (at + length > bytes.byteLength) throw new Error('read beyond the end');
    return bytes.subarray(at, at + length);
  },
});
