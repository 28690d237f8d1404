import { describe, expect, it } from 'vitest';
import {
  buildZip,
  createMemory,
  entryTools,
  toSource,
  toZipBytes,
  writerOptions,
} from '../../native-host/archive/testing/memory-zip.ts';
import { readZipDirectory } from './zip-directory.ts';
import { placeEntries, readEntryBytes } from './zip-entries.ts';
import { createZipWriter } from './zip-writer.ts';

const decoder = new TextDecoder();
const isEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** Names, ways of packing and contents, as our reader has them. */
async function readBack(bytes: Uint8Array) {
  const zip = toZipBytes(bytes);
  const files: [string, number, string | null][] = [];
  for (const entry of await placeEntries(zip, await readZipDirectory(zip))) {
    expect(entry.flaw).toBeNull();
    let text = '';
    for await (const piece of readEntryBytes(zip, entry, entryTools())) text += decoder.decode(piece);
    files.push([decoder.decode(entry.rawName), entry.method, text]);
  }
  return files;
}

/** Keeps what is short; long pieces are taken for zeros, and cost nothing. */
function createSparse() {
  const written: { at: number; bytes: Uint8Array }[] = [];
  return {
    write(bytes: Uint8Array, at: number): void {
      if (bytes.byteLength < 2 * 1024 * 1024) written.push({ at, bytes: bytes.slice() });
    },
    async read(at: number, length: number): Promise<Uint8Array> {
      const found = new Uint8Array(length);
      for (const one of written) {
        const from = Math.max(at, one.at);
        const to = Math.min(at + length, one.at + one.bytes.byteLength);
        if (from < to) found.set(one.bytes.subarray(from - one.at, to - one.at), from - at);
      }
      return found;
    },
  };
}

describe('a ZIP', () => {
  it('says lengths and places beyond 4 GiB in words of their own', async () => {
    const piece = new Uint8Array(64 * 1024 * 1024);
    const bytes = 65 * piece.byteLength;
    const sparse = createSparse();
    const writer = createZipWriter(sparse, writerOptions());
    const read = () => Array.from({ length: 65 }, () => piece);
    await writer.add({ name: 'large.mp4', bytes, crc32: 1, deflate: false, read });
    await writer.add(toSource('behind.jpg', 'picture'));
    const zip = { size: await writer.finish(), read: sparse.read };
    const entries = await placeEntries(zip, await readZipDirectory(zip));
    expect(entries.map(({ bytes: length, flaw }) => [length, flaw])).toEqual([
      [bytes, null],
      [7, null],
    ]);
    expect(entries[1]?.offset).toBeGreaterThan(bytes);
  });

  it('stores media and deflates text, with names in UTF-8', async () => {
    const text = 'again and again '.repeat(200);
    const zip = await buildZip([
      toSource('ä 🚢/a.jpg', 'picture'),
      toSource('items.json', text, { deflate: true }),
      toSource('empty.txt', '', { deflate: true }),
    ]);
    expect(await readBack(zip)).toEqual([
      ['ä 🚢/a.jpg', 0, 'picture'],
      ['items.json', 8, text],
      ['empty.txt', 8, ''],
    ]);
    expect(zip.byteLength).toBeLessThan(700);
  });

  it('is the same byte for byte for equal files, whether their CRC-32 was known or not', async () => {
    const big = new Uint8Array(3 * 1024 * 1024).fill(7);
    const build = (crc32: number | null) =>
      buildZip([toSource('a', 'picture', { crc32 }), toSource('b', big)]);
    const [known, computed, again] = [await build(0x1ab7e3f5), await build(null), await build(null)];
    expect(isEqual(again, computed)).toBe(true);
    // A CRC-32 that is known is believed: only its own four bytes, twice, are others.
    const others = known.filter((byte, place) => byte !== computed[place]);
    expect(known.byteLength).toBe(computed.byteLength);
    expect(others.length).toBeLessThanOrEqual(8);
    expect(others.length).toBeGreaterThan(0);
  });

  it('is the same whatever pieces the files come in', async () => {
    const content = Uint8Array.from({ length: 2_500_000 }, (_, place) => place % 251);
    const pieces = [content.subarray(0, 3), content.subarray(3, 1_700_000), content.subarray(1_700_000)];
    const whole = await buildZip([toSource('a', content)]);
    const inPieces = await buildZip([toSource('a', content, { read: () => pieces })]);
    expect(isEqual(inPieces, whole)).toBe(true);
  });

  it('of nothing is a ZIP of nothing', async () => {
    const zip = toZipBytes(await buildZip([]));
    expect(await readZipDirectory(zip)).toEqual({ entries: [], directoryAt: 0, trailingBytes: 0 });
  });

  it('is not made of a file that has changed its length', async () => {
    const writer = createZipWriter(createMemory(), writerOptions());
    await expect(writer.add(toSource('a', 'four', { bytes: 5 }))).rejects.toMatchObject({
      code: 'storage.failed',
    });
  });

  it('does not hide that its place is full', async () => {
    const full = {
      write() {
        throw new Error('no space');
      },
    };
    const writer = createZipWriter(full, writerOptions());
    await writer.add(toSource('a', 'small'));
    await expect(writer.finish()).rejects.toThrow('no space');
  });
});
