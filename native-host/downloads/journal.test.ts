import { chmodSync, mkdtempSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createJournal, type Journal, type StoredDownload } from './journal.ts';
import { makeStoredDownload } from './testing/make-stored-download.ts';

let folder: string;
let journal: Journal;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'star-journal-')), 'downloads');
  journal = createJournal(folder, 3);
});

const write = (change: Partial<StoredDownload>): Promise<void> =>
  journal.write(makeStoredDownload(change), { durable: true });

test('what is written is read again, and nobody else may', async () => {
  await write({ downloadId: 'a', title: 'A film' });
  expect(await journal.read('a')).toEqual(makeStoredDownload({ downloadId: 'a', title: 'A film' }));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600]);
});

test('nothing is known before something was written', async () => {
  expect(await journal.read('a')).toBe(null);
  expect(await journal.list()).toEqual([]);
});

test('ids that differ by case alone are two downloads on every file system', async () => {
  await write({ downloadId: 'dQw' });
  await write({ downloadId: 'dqw' });
  const names = readdirSync(folder).map((name) => name.toLowerCase());
  expect(new Set(names).size).toBe(2);
});

test('an entry that is torn counts as not there, and does not hide the others', async () => {
  await write({ downloadId: 'a' });
  const [name = ''] = readdirSync(folder);
  await write({ downloadId: 'b' });
  truncateSync(join(folder, name), 20);
  writeFileSync(join(folder, 'x.json'), '{"version":1}');
  expect(await journal.read('a')).toBe(null);
  expect((await journal.list()).map(({ downloadId }) => downloadId)).toEqual(['b']);
});

test('writing leaves no draft behind', async () => {
  for (let count = 0; count < 5; count += 1) await write({ downloadId: 'a', title: `${count}` });
  expect(readdirSync(folder)).toHaveLength(1);
});

test('the newest comes first', async () => {
  for (const day of ['02', '03', '01'])
    await write({ downloadId: day, startedAt: `2026-01-${day}T00:00:00Z` });
  expect((await journal.list()).map(({ downloadId }) => downloadId)).toEqual(['03', '02', '01']);
});

test('old ones that have ended are let go, those under way never, and an export does not push out the others', async () => {
  const inArchive = { destination: { in: 'archive', folder: 'x', stem: 'y' } } as const;
  for (const second of [1, 2, 3, 4, 5]) {
    const startedAt = `2026-01-01T00:00:0${second}Z`;
    await write({ downloadId: `own-${second}`, state: 'finished', startedAt });
    await write({ downloadId: `export-${second}`, state: 'failed', startedAt, ...inArchive });
    await write({ downloadId: `open-${second}`, state: 'paused', startedAt: '2025-01-01T00:00:00Z' });
  }
  expect((await journal.prune()).map(({ downloadId }) => downloadId).sort()).toEqual([
    ...['export-1', 'export-2', 'own-1', 'own-2'],
  ]);
  const left = (await journal.list()).map(({ downloadId }) => downloadId);
  expect(left.filter((id) => id.startsWith('own'))).toEqual(['own-5', 'own-4', 'own-3']);
  expect(left.filter((id) => id.startsWith('export'))).toEqual(['export-5', 'export-4', 'export-3']);
  expect(left.filter((id) => id.startsWith('open'))).toHaveLength(5);
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written to is told as such', async () => {
  await write({ downloadId: 'a' });
  chmodSync(folder, 0o500);
  await expect(write({ downloadId: 'b' })).rejects.toMatchObject({ code: 'storage.read_only' });
  chmodSync(folder, 0o700);
});
