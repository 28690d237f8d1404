/**
 * Seasons and episodes as media servers count them: the season is the year, the episode the month, the day and the number
 * of the post on that day (`s2026e073101`), so that two posts of one day are two episodes and all are in their order.
 * What has no exact date is in season 0, the specials. Days are those of UTC. Pure.
 */
import type { Item } from '../../../shared/model/item.ts';

/** A place in a show. */
export interface Episode {
  season: number;
  episode: number;
}

/** What is needed of an item to number it. `show` keeps those of other shows out of the count. */
export interface Airing extends Pick<Item, 'id' | 'createdAt'> {
  key: string;
  show: string;
}

/**
 * Numbers by the items' keys; the same for the same items in any order. What has its number already comes first of its day,
 * so that what is new on it gets another one.
 */
export function numberEpisodes(
  airings: readonly Airing[],
  numbered: { has(key: string): boolean } = new Set(),
): Map<string, Episode> {
  const counts = new Map<string, number>();
  const next = (group: string): number => {
    const number = (counts.get(group) ?? 0) + 1;
    counts.set(group, number);
    return number;
  };
  const isNew = ({ key }: Airing): number => (numbered.has(key) ? 0 : 1);
  const sorted = airings
    .map((airing) => ({ ...airing, atMs: toMs(airing) }))
    .toSorted((a, b) => isNew(a) - isNew(b) || a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  return new Map(
    sorted.map(({ key, show, atMs }) => {
      if (atMs === Number.POSITIVE_INFINITY) return [key, { season: 0, episode: next(show) }];
      const day = new Date(atMs).toISOString().slice(0, 10);
      const [season, month, date] = day.split('-').map(Number);
      const number = Math.min(99, next(`${day} ${show}`));
      return [key, { season: season ?? 0, episode: ((month ?? 0) * 100 + (date ?? 0)) * 100 + number }];
    }),
  );
}

const toMs = ({ createdAt }: Airing): number =>
  createdAt.precision === 'exact' ? Date.parse(createdAt.at) : Number.POSITIVE_INFINITY;
