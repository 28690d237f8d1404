import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildHead } from '../../extension/exporters/__fixtures__/sample-archive.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Archive } from './folder.ts';
import type { LostFile } from './lost-files.ts';
import { repairArchive } from './repair-archive.ts';

const picture = 'media/images/youtube/a.jpg';
const source = 'https://i.ytimg.com/vi/a/hqdefault.jpg';
const control = { signal: new AbortController().signal, onChecked: () => undefined };
const toRecord = (path: string, text: string, from?: string) => ({
  path,
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
  ...(from && { source: from }),
});

let archive: Archive;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(archive.path, path)), { recursive: true });
  writeFileSync(join(archive.path, path), text);
};

/** The manifest and the list of hashes of these files. */
function list(files: ReturnType<typeof toRecord>[]): void {
  const manifest = JSON.stringify({ ...buildHead([]), files });
  write('manifest.json', manifest);
  const sums = [...files, toRecord('manifest.json', manifest)];
  write('manifest-sha256.txt', sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''));
}

const texts = toRecord('items.json', '[]');
const shown = toRecord(picture, 'picture', source);

beforeEach(() => {
  archive = { folder: 'mine', path: mkdtempSync(join(tmpdir(), 'star-repair-')) };
  write('items.json', '[]');
  write(picture, 'picture');
  list([texts, shown]);
});
afterEach(() => rmSync(archive.path, { recursive: true }));

const asked: LostFile[] = [];
beforeEach(() => {
  asked.length = 0;
});
const repair = (content: string | null) =>
  repairArchive(archive, {
    ...control,
    async fetch(file) {
      asked.push(file);
      if (content === null) throw new AppError('platform.not_found');
      write(file.record.path, content);
    },
  });

test('what is damaged is fetched from where it came, and the archive is whole again', async () => {
  write(picture, 'rotten!');
  expect(await repair('picture')).toMatchObject({ repaired: [picture], problems: [] });
  expect(asked.map(({ address, platform }) => [address, platform])).toEqual([[source, 'youtube']]);
});

test('nothing is asked of anybody where the archive is whole', async () => {
  expect(await repair('picture')).toMatchObject({ repaired: [], problems: [] });
  expect(asked).toEqual([]);
});

test('a host that has had enough is asked for nothing more', async () => {
  const other = 'media/images/youtube/b.jpg';
  list([texts, shown, toRecord(other, 'other', source.replace('/a/', '/b/'))]);
  rmSync(join(archive.path, picture));
  const { reasons } = await repairArchive(archive, {
    ...control,
    async fetch(file) {
      asked.push(file);
      throw new AppError('platform.rate_limited', undefined, { context: { retryAfterSec: 600 } });
    },
  });
  expect(asked).toHaveLength(1);
  const later = 'i.ytimg.com wants no more requests for 600 s: repair it again later.';
  expect(reasons).toEqual({ [picture]: later, [other]: later });
});

test('what was made and not fetched, or is gone, stays named', async () => {
  write('items.json', '{}');
  rmSync(join(archive.path, picture));
  const { repaired, problems, reasons } = await repair(null);
  expect(reasons).toEqual({
    'items.json': expect.stringContaining('not fetched'),
    [picture]: expect.stringContaining('platform.not_found'),
  });
  expect(repaired).toEqual([]);
  expect(problems.map(({ id, code }) => `${code} ${id}`).sort()).toEqual([
    'archive.damaged items.json',
    `archive.missing_file ${picture}`,
  ]);
  expect(asked).toHaveLength(1);
});

test('the list of hashes is written again from the manifest', async () => {
  for (const spoil of [
    () => rmSync(join(archive.path, 'manifest-sha256.txt')),
    () =>
      write('manifest-sha256.txt', readFileSync(join(archive.path, 'manifest-sha256.txt'), 'utf8').slice(70)),
  ]) {
    const before = readFileSync(join(archive.path, 'manifest-sha256.txt'), 'utf8');
    spoil();
    expect(await repair(null)).toMatchObject({ repaired: ['manifest-sha256.txt'], problems: [] });
    const lines = (text: string) => text.split('\n').toSorted();
    expect(lines(readFileSync(join(archive.path, 'manifest-sha256.txt'), 'utf8'))).toEqual(lines(before));
  }
  rmSync(join(archive.path, 'manifest-sha256.txt'));
  mkdirSync(join(archive.path, 'manifest-sha256.txt'));
  expect((await repair(null)).reasons).toEqual({
    'manifest-sha256.txt': expect.stringContaining('A folder stands in the place'),
  });
  expect(asked).toEqual([]);
});

test('without a manifest there are no addresses, and without a list of hashes nothing can be told', async () => {
  rmSync(join(archive.path, 'manifest.json'));
  write(picture, 'rotten!');
  const { problems, repaired } = await repair('picture');
  expect(problems.map(({ id }) => id)).toEqual(['manifest.json', picture]);
  expect([repaired, asked]).toEqual([[], []]);
  rmSync(join(archive.path, 'manifest-sha256.txt'));
  expect((await repair('picture')).problems).toMatchObject([{ code: 'archive.no_manifest' }]);
});

test('with a damaged manifest it is said what is damaged, and why nothing is asked of anybody', async () => {
  write('manifest.json', '{');
  write(picture, 'rotten!');
  const { problems, reasons, repaired } = await repair('picture');
  expect(problems.map(({ id }) => id)).toEqual(['manifest.json', picture]);
  expect(reasons[picture]).toContain('manifest.json');
  expect([repaired, asked]).toEqual([[], []]);
});

test('where the manifest is another one than was written, none of its addresses is asked', async () => {
  const edited = [toRecord('items.json', '[]'), toRecord(picture, 'another', 'https://elsewhere.test/a.jpg')];
  write('manifest.json', JSON.stringify({ ...buildHead([]), files: edited }));
  write(picture, 'rotten!');
  const { reasons } = await repair('another');
  expect(reasons).toEqual({
    'manifest.json': expect.stringContaining('damaged'),
    [picture]: expect.stringContaining('manifest.json'),
  });
  expect(asked).toEqual([]);
});
