import { expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { createItemRecord } from './item-progress.ts';
import { listLost, withFound, withLost } from './lost-files.ts';

const record = {
  ...createItemRecord({
    jobId: 'job',
    ordinal: 0,
    item: makeItem('a'),
    seenIn: 'channel_videos',
    options: defaultJobOptions,
  }),
  extras: 'done' as const,
  video: 'done' as const,
};
const [film, cover, captions] = [
  'media/videos/youtube/2026-01-01_a.mp4',
  'media/images/youtube/undated_a.jpg',
  'media/subtitles/youtube/2026-01-01_a.en.vtt',
];
const had = { ...record, files: [film, cover, captions] };
const lose = (...paths: string[]) =>
  withLost({ ...had, files: [...had.files, ...paths] }, (path) => paths.includes(path)) ?? had;

it('of an item of which nothing is lost nothing changes', () => {
  expect(withLost(had, () => false)).toBeNull();
  expect(withFound(had, film)).toBe(had);
});

it.each([
  ['a film', film, { extras: 'done', video: 'pending' }],
  ['a picture, which may be the post or only stand for it', cover, { extras: 'pending', video: 'pending' }],
  ['captions', captions, { extras: 'pending', video: 'done' }],
])('after the loss of %s what may bring it is done once more', (_name, path, again) => {
  expect(lose(path)).toMatchObject({ ...again, lost: [path] });
});

it.each([
  ['the same file', film, film],
  ['the film in another container', film, film.replace('.mp4', '.webm')],
  ['the picture under the name it has since its day is known', cover, cover.replace('undated', '2026-01-01')],
  ['the sound in another kind of file, beside films', 'media/Rain [a].webm', 'media/Rain [a].mp3'],
  [
    'the picture of another type since its day is known',
    'media/images/tiktok/undated_a_1.webp',
    'media/images/tiktok/2026-01-01_a_1.jpg',
  ],
])('%s takes the place of what was lost', (_name, lost, found) => {
  expect(withFound(lose(lost), found)).not.toHaveProperty('lost');
});

it('no other file takes the place of what was lost', () => {
  const left = withFound(lose(film, cover, captions), captions.replace('.en.', '.de.'));
  expect(listLost(left, 'captions')).toEqual([captions]);
  expect(listLost(withFound(left, captions), 'captions')).toEqual([]);
  expect(listLost(withFound(left, captions), 'others')).toEqual([film, cover]);
});
