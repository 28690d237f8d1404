import { expect, it } from 'vitest';
import { toNameExample } from './name-example.ts';

it.each([
  ['star-export', null, 'media/videos/youtube/2026-07-31_hArb0ur-wA1.mp4'],
  ['yt-dlp', null, 'media/A walk along the harbour [hArb0ur-wA1].mp4'],
  [
    'jellyfin',
    null,
    'media/Tug & Tide/Season 2026/Tug & Tide - s2026e073101 - A walk along the harbour [hArb0ur-wA1].mp4',
  ],
  ['star-export', '%(epoch>%Y)s %(autonumber)s.%(ext)s', 'media/2026 00001.mp4'],
  ['star-export', '%(playlist)s/%(playlist_index)03d %(title).6s.%(ext)s', 'media/Walks/003 A walk.mp4'],
] as const)('files of the preset %s with the template %j are named like %s', (preset, nameTemplate, path) => {
  expect(toNameExample({ preset, nameTemplate, quality: 'original' }, 'youtube')).toEqual({ path });
});

it('says what is wrong with a template', () => {
  expect(
    toNameExample({ preset: 'yt-dlp', nameTemplate: '%(titel)s', quality: 'original' }, 'youtube'),
  ).toEqual({
    problem: 'The template for names was refused: there is no field titel.',
  });
});

it('is shown as it would be on the site of the page', () => {
  expect(toNameExample({ preset: 'star-export', nameTemplate: null, quality: 'original' }, 'tiktok')).toEqual(
    {
      path: 'media/videos/tiktok/2026-07-31_7301234567890123456.mp4',
    },
  );
});
