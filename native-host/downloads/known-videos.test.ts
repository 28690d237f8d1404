import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openKnownVideos } from './known-videos.ts';

let path: string;
let work: string;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'star-known-'));
  work = join(path, 'work');
  mkdirSync(work);
});

test('what yt-dlp has added is put behind what people wrote, on lines of its own', async () => {
  writeFileSync(join(path, 'archive.txt'), 'youtube one');
  const known = await openKnownVideos({ path }, work);
  writeFileSync(known.path, 'youtube one\nyoutube two\nnot a line of the list\n');
  await known.keep();
  expect(readFileSync(join(path, 'archive.txt'), 'utf8')).toBe('youtube one\nyoutube two\n');
});

test('lines that end as on Windows are lines too, in the list and in what yt-dlp writes', async () => {
  writeFileSync(join(path, 'archive.txt'), 'youtube one\r\nyoutube two\r\n');
  const known = await openKnownVideos({ path }, work);
  expect(readFileSync(known.path, 'utf8')).toBe('youtube one\nyoutube two\n');
  writeFileSync(known.path, 'youtube one\nyoutube two\nyoutube three\r\n');
  await known.keep();
  expect(readFileSync(join(path, 'archive.txt'), 'utf8')).toBe(
    'youtube one\r\nyoutube two\r\nyoutube three\n',
  );
});

test('a link in its place is neither read nor written through', async () => {
  const victim = join(path, 'victim');
  writeFileSync(victim, 'mine\n');
  symlinkSync(victim, join(path, 'archive.txt'));
  await expect(openKnownVideos({ path }, work)).rejects.toMatchObject({ code: 'input.path_unsafe' });
  expect(readFileSync(victim, 'utf8')).toBe('mine\n');
});
