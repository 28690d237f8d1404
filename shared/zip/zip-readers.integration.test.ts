/** ZIPs beyond the old limits, opened by programs that know nothing of us. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toSource } from '../../native-host/archive/testing/memory-zip.ts';
import { testWithPython, testWithUnzip } from '../../native-host/archive/testing/zip-programs.ts';
import { expectReadable, writeZip } from './testing/zip-on-disk.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a ZIP that unzip, Python and we agree on', () => {
  it('has 70,000 files', async () => {
    const names = Array.from({ length: 70_000 }, (_, place) => `demo/media/${place % 97}/${place}.txt`);
    const sources = names.map((name, place) =>
      toSource(name, `file ${name}`, { deflate: place % 500 === 0 }),
    );
    const path = await writeZip(join(folder, 'many.zip'), sources);
    await expectReadable(
      path,
      sources.map(({ name, bytes }) => ({ name, bytes })),
    );
  });

  it.each([65_535, 65_536])('has %i files, where the old count ends', async (count) => {
    const sources = Array.from({ length: count }, (_, place) => toSource(`${place}`, ''));
    expect(await testWithUnzip(await writeZip(join(folder, `${count}.zip`), sources))).toBe(count);
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
      join(folder, 'names.zip'),
      names.map((name) => toSource(name, name)),
    );
    expect((await testWithPython(path)).map(([name]) => name)).toEqual(names);
    expect(await testWithUnzip(path)).toBe(names.length);
  });
});
