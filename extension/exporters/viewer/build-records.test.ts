import { expect, it } from 'vitest';
import { archiveItem, buildFile, buildItem } from '../__fixtures__/sample-archive.ts';
import { toViewerRow } from './build-records.ts';

it.each([
  'media/audio/youtube/a.m4a',
  'media/audio/youtube/a.webm',
  'data/media/audio/youtube/a.webm',
  'A song [id].mp3',
  'Season 2026/a song.opus',
])('knows the sound again wherever it lies: %s', (path) => {
  const row = toViewerRow(archiveItem(buildItem(), { files: [buildFile(path)] }), []);
  expect(row).toMatchObject({ sound: true });
});

it('calls no film a sound', () => {
  const row = toViewerRow(archiveItem(buildItem(), { files: [buildFile('A film [id].mp4')] }), []);
  expect(row).not.toHaveProperty('sound');
});
