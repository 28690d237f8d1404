/** ZIPs beyond every old limit, opened by programs that know nothing of us. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryTools, toSource, writerOptions } from '../../native-host/archive/testing/memory-zip.ts';
import { testWith7z, testWithPython, testWithUnzip } from '../../native-host/archive/testing/zip-programs.ts';
import { readZipDirectory, type ZipBytes } from './zip-directory.ts';
import { placeEntries, readEntryBytes } from './zip-entries.ts';
import { createZipWriter, type ZipSource } from './zip-writer.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** On the disk; long runs of zeros are left out, which a file system reads as zeros. */
async function writeZip(name: string, sources: Iterable<ZipSource>): Promise<string> {
  const path = join(folder, name);
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

const zeroFile = (name: string, bytes: number): ZipSource => ({
  name,
  bytes,
  crc32: null,
  deflate: false,
  read: () => repeatZeros(bytes),
});

/** All readers agree on number, names, lengths and CRC-32; ours reads every byte. */
async function expectReadable(
  path: string,
  expected: { name: string; bytes: number }[],
  python: 'test' | 'list' = 'test',
): Promise<void> {
  const entries = await testWithPython(path, python);
  expect(entries.map(([name, , bytes]) => ({ name, bytes }))).toEqual(expected);
  expect(await testWithUnzip(path)).toBe(expected.length);
  const seven = python === 'test' ? await testWith7z(path) : null;
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

describe('a ZIP that unzip, Python and we agree on', () => {
  it('has 70,000 files', async () => {
    const names = Array.from({ length: 70_000 }, (_, place) => `demo/media/${place % 97}/${place}.txt`);
    const sources = names.map((name, place) =>
      toSource(name, `file ${name}`, { deflate: place % 500 === 0 }),
    );
    const path = await writeZip('many.zip', sources);
    await expectReadable(
      path,
      sources.map(({ name, bytes }) => ({ name, bytes })),
    );
  });

  it.each([65_535, 65_536])('has %i files, where the old count ends', async (count) => {
    const sources = Array.from({ length: count }, (_, place) => toSource(`${place}`, ''));
    expect(await testWithUnzip(await writeZip(`${count}.zip`, sources))).toBe(count);
  });

  it('has a file of 4 GiB + 1 byte and one that begins behind it', async () => {
    const large = zeroFile('demo/large.mp4', 4 * 1024 ** 3 + 1);
    const path = await writeZip('large.zip', [
      toSource('demo/first.txt', 'first', { deflate: true }),
      large,
      toSource('demo/last.jpg', 'last'),
    ]);
    const expected = [
      { name: 'demo/first.txt', bytes: 5 },
      { name: large.name, bytes: large.bytes },
      { name: 'demo/last.jpg', bytes: 4 },
    ];
    // unzip and we read it; what Python and 7z read of 4 GiB is left to the large tests.
    await expectReadable(path, expected, 'list');
  });

  it('keeps names of every script as they are', async () => {
    const names = [
      'demo/ä🚢/e\u0301.txt',
      'demo/ä🚢/\u00e9.txt',
      'demo/日本語/مرحبا.txt',
      `demo/${'👩‍🚀'.repeat(20)}.jpg`,
      "demo/it's 100% (a) [b] {c} #d & e;f.txt",
      'demo/_-rf.txt',
    ];
    const path = await writeZip(
      'names.zip',
      names.map((name) => toSource(name, name)),
    );
    expect((await testWithPython(path)).map(([name]) => name)).toEqual(names);
    expect(await testWithUnzip(path)).toBe(names.length);
  });
});
