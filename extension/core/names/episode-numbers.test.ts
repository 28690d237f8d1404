import { expect, it } from 'vitest';
import { type Airing, numberEpisodes } from './episode-numbers.ts';

const airing = (key: string, at: string | null, show = 'Tugs'): Airing => ({
  key,
  id: key,
  show,
  createdAt: at === null ? { precision: 'unknown' } : { precision: 'exact', at },
});

const airings = [
  airing('evening', '2026-07-31T20:00:00Z'),
  airing('morning', '2026-07-31T08:00:00+02:00'),
  airing('other', '2026-07-31T09:00:00Z', 'Tides'),
  airing('winter', '2025-01-02T00:00:00Z'),
  airing('undated', null),
  airing('undated too', null),
];

it('the year is the season; month, day and number on that day are the episode', () => {
  expect(Object.fromEntries(numberEpisodes(airings))).toEqual({
    morning: { season: 2026, episode: 73101 },
    evening: { season: 2026, episode: 73102 },
    other: { season: 2026, episode: 73101 },
    winter: { season: 2025, episode: 10201 },
    undated: { season: 0, episode: 1 },
    'undated too': { season: 0, episode: 2 },
  });
});

it('the order in which posts were read changes nothing', () => {
  expect(numberEpisodes(airings.toReversed())).toEqual(numberEpisodes(airings));
});

it('what is new comes after what has its number, whatever the hour', () => {
  const numbers = numberEpisodes(airings, new Set(['evening', 'undated too']));
  expect(numbers.get('evening')).toEqual({ season: 2026, episode: 73101 });
  expect(numbers.get('morning')).toEqual({ season: 2026, episode: 73102 });
  expect(numbers.get('undated too')).toEqual({ season: 0, episode: 1 });
  expect(numbers.get('undated')).toEqual({ season: 0, episode: 2 });
});
