/** ZIPs on the disk, and all the readers that have to agree on them. */
import { open } from 'node:fs/promises';
import { expect } from 'vitest';
import { entryTools, writerOptions } from '../../../native-host/archive/testing/memory-zip.ts';
import {
  testWith7z,
  testWithPython,
  testWithUnzip,
} from '../../../native-host/archive/testing/zip-programs.ts';
import { readZipDirectory, type ZipBytes } from '../zip-directory.ts';
import { placeEntries, readEntryBytes } from '../zip-entries.ts';
import { createZipWriter, type ZipSource } from '../zip-writer.ts';

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** Returns the path; long runs of zeros are left out, which a file system reads as zeros. */
export async function writeZip(path: string, sources: Iterable<ZipSource>): Promise<string> {
  const file = await open(path, 'w');
  try {
    const target = {
      async write(bytes: Uint8Array, at: number) {
        if (bytes !== zeros && !isZero(bytes)) await file.write(bytes, 0, bytes.byteLength, at);
      },
    };
    const writer = createZipWriter(target, writerOptions());
    for (const source of sources) await writer.add(source);
    await file.truncate(await writer.finish());
    return path;
  } finally {
    await file.close();
  }
}

const zeros = new Uint8Array(4 * 1024 * 1024);

function* repeatZeros(bytes: number): Generator<Uint8Array> {
  let left = bytes;
  for (; left >= zeros.byteLength; left -= zeros.byteLength) yield zeros;
  if (left > 0) yield zeros.subarray(0, left);
}

/** So many zeros. */
export const zeroFile = (name: string, bytes: number): ZipSource => ({
  name,
  bytes,
  crc32: null,
  deflate: false,
  read: () => repeatZeros(bytes),
});

/** All readers agree on number, names, lengths and CRC-32; ours reads every byte. */
export async function expectReadable(
  path: string,
  expected: { name: string; bytes: number }[],
): Promise<void> {
  const entries = await testWithPython(path);
  expect(entries.map(([name, , bytes]) => ({ name, bytes }))).toEqual(expected);
  expect(await testWithUnzip(path)).toBe(expected.length);
  const seven = await testWith7z(path);
  if (seven !== null) expect(seven).toBe(expected.length);
  expect(await readOurselves(path)).toEqual(entries);
}

async function readOurselves(path: string): Promise<[string, number, number][]> {
  const file = await open(path);
  try {
    const zip: ZipBytes = {
      size: (await file.stat()).size,
      read: async (at, length) => (await file.read(new Uint8Array(length), 0, length, at)).buffer,
    };
    const found: [string, number, number][] = [];
    for (const entry of await placeEntries(zip, await readZipDirectory(zip))) {
      expect(entry.flaw).toBeNull();
      for await (const _piece of readEntryBytes(zip, entry, entryTools()));
      found.push([new TextDecoder().decode(entry.rawName), entry.crc32, entry.bytes]);
    }
    return found;
  } finally {
    await file.close();
  }
}
