/** Tracks of a job joined as its archive keeps them, with what players show of them; looked at by ffprobe. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FilmTags } from '../../core/items/film-tags.ts';
import { type MediaLab, openLab } from '../testing/lab.ts';
import { decodeFile, makeSamples, pictureSamples, probeFile, soundSamples } from '../testing/samples.ts';

let lab: MediaLab;

beforeAll(async () => {
  lab = await openLab(await makeSamples());
}, 180_000);
afterAll(() => lab?.close());

const shown: FilmTags = {
  title: 'A day out',
  author: 'Somebody',
  date: '2026-03-04',
  description: 'How it went.\nTwo lines.',
  comment: 'https://video.example/7',
  chapters: [
    { title: 'There', startSec: 0, endSec: 1 },
    { title: 'Back', startSec: 1, endSec: 2 },
  ],
  cover: 'cover.webp',
};

const joinAs = (extension: 'mp4' | 'webm' | 'mkv', change: Partial<FilmTags> = {}) => {
  const isWeb = extension === 'webm';
  return lab.run('join', {
    video: pictureSamples[isWeb ? 'vp9' : 'h264'].file,
    audio: soundSamples[isWeb ? 'opus' : 'aac'].file,
    path: `media/film.${extension}`,
    durationSec: 2,
    result: `film.${extension}`,
    shown: { ...shown, ...change },
  });
};

it.each(['mp4', 'webm', 'mkv'] as const)('a joined %s says what it is', async (extension) => {
  expect(await joinAs(extension)).toMatchObject({ made: expect.stringContaining('joined by') });
  const path = join(lab.results, `film.${extension}`);
  const { streams, chapters, format } = await probeFile(path);
  const tags = Object.fromEntries(
    Object.entries(format.tags ?? {}).map(([tag, value]) => [tag.toLowerCase(), value]),
  );
  const { title, author: artist, description, comment } = shown;
  expect(tags).toMatchObject({ title, artist, description, comment });
  expect(tags.date).toContain('2026-03-04');
  expect(chapters.map((chapter) => chapter.tags?.title)).toEqual(['There', 'Back']);
  const covers = streams.filter(({ disposition }) => disposition?.attached_pic === 1);
  expect(covers).toHaveLength(extension === 'webm' ? 0 : 1);
  expect(await decodeFile(path)).toBe('');
});

it.each([
  ['is not there', 'gone.jpg'],
  ['is no picture', 'aac.m4a'],
])('a cover that %s does not cost the film', async (_case, cover) => {
  expect(await joinAs('mp4', { cover })).toMatchObject({ made: expect.stringContaining('joined by') });
  const { streams } = await probeFile(join(lab.results, 'film.mp4'));
  expect(streams).toHaveLength(2);
});
