import { describe, expect, it } from 'vitest';
import { createEmptyItem } from '../pages/empty-item.ts';
import { filmTagsSchema, toFilmTags } from './film-tags.ts';

const item = createEmptyItem({
  platform: 'youtube',
  id: 'a',
  kind: 'video',
  url: 'https://video.example/watch?v=a',
});

describe('what players show of a film', () => {
  it('is what the platform says of it', () => {
    const film = {
      ...item,
      title: 'A day out',
      text: 'How it went.\n',
      author: { id: null, name: 'Somebody', handle: null, url: null },
      createdAt: { precision: 'exact', at: '2026-03-04T23:30:00-05:00' },
      durationSec: 90,
      chapters: [
        { title: 'There', startSec: 0 },
        { title: 'Back', startSec: 60 },
      ],
    } as const;
    expect(toFilmTags({ ...film, chapters: [...film.chapters] }, 'media/images/a.jpg')).toEqual({
      title: 'A day out',
      author: 'Somebody',
      date: '2026-03-05',
      description: 'How it went.',
      comment: 'https://video.example/watch?v=a',
      chapters: [
        { title: 'There', startSec: 0, endSec: 60 },
        { title: 'Back', startSec: 60, endSec: 90 },
      ],
      cover: 'media/images/a.jpg',
    });
  });

  it('is left as it is where the platform says nothing', () => {
    expect(toFilmTags(item, null)).toEqual({
      title: null,
      author: null,
      date: null,
      description: null,
      cover: null,
      chapters: [],
      comment: item.url,
    });
  });

  it('is cut to what can be passed on, and chapters that are empty are left out', () => {
    const chapters = [0, 5, 5, 200].map((startSec) => ({ title: 'x'.repeat(600), startSec }));
    const tags = toFilmTags({ ...item, text: 'a\0b'.repeat(20_000), chapters, durationSec: 100 }, null);
    expect(tags.chapters.map(({ startSec, endSec }) => [startSec, endSec])).toEqual([
      [0, 5],
      [5, 200],
    ]);
    expect(tags.description).toHaveLength(20_000);
    expect(filmTagsSchema.parse(tags)).toEqual(tags);
  });
});
