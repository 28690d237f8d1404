/** ZIPs with what the old format could not hold. Reads 4 GiB several times; not part of `npm test`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toSource } from '../../native-host/archive/testing/memory-zip.ts';
import { testWith7z, testWithPython, testWithUnzip } from '../../native-host/archive/testing/zip-programs.ts';
import { expectReadable, writeZip, zeroFile } from './testing/zip-on-disk.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  { name: 'of 4 GiB - 1 byte', bytes: 4 * 1024 ** 3 - 1 },
  { name: 'of 4 GiB', bytes: 4 * 1024 ** 3 },
  { name: 'of 4 GiB + 1 byte', bytes: 4 * 1024 ** 3 + 1 },
])(
  'Z02: a ZIP with a file $name, and one that begins behind it, is read by unzip, Python, 7z and us',
  async ({ bytes }) => {
    const path = join(folder, 'large.zip');
    await writeZip(path, [
      toSource('demo/first.txt', 'first', { deflate: true }),
      zeroFile('demo/large.mp4', bytes),
      toSource('demo/last.jpg', 'last'),
    ]);
    await expectReadable(path, [
      { name: 'demo/first.txt', bytes: 5 },
      { name: 'demo/large.mp4', bytes },
      { name: 'demo/last.jpg', bytes: 4 },
    ]);
    await rm(path);
  },
);

it('Z01: a ZIP of 200,000 files is one of 200,000 files to unzip, Python and 7z', async () => {
  const count = 200_000;
  const names = Array.from({ length: count }, (_, place) => `demo/${place % 97}/${place}.txt`);
  const path = await writeZip(
    join(folder, 'many.zip'),
    names.map((name) => toSource(name, '')),
  );
  expect(await testWithUnzip(path)).toBe(count);
  expect((await testWithPython(path)).map(([name]) => name)).toEqual(names);
  const seven = await testWith7z(path);
  if (seven !== null) expect(seven).toBe(count);
});
