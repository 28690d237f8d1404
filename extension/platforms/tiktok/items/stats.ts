/**
 * Counts. `stats` holds numbers rounded as the page shows them (178700 for 178670); `statsV2` holds them exactly, as
 * digits, except where TikTok did not bother: pages of 2025 and 2026 have 2900000 in both. A count that can be a
 * rounded one is taken for exact only when another beside it shows that its list is.
 */
import type { Count, Item } from '../../../../shared/model/item.ts';
import { type Fields, needed } from '../documents/drift.ts';

type StatName = keyof Item['stats'];

const postStats: [key: string, name: StatName, isAlways: boolean][] = [
  ['playCount', 'views', true],
  ['diggCount', 'likes', true],
  ['commentCount', 'comments', true],
  ['shareCount', 'shares', true],
  ['collectCount', 'saves', false],
  ['repostCount', 'reposts', false],
];

const profileStats: typeof postStats = [
  ['followerCount', 'followers', true],
  ['heartCount', 'likes', true],
  ['videoCount', 'items', true],
];

/** The counts of a post. */
export function readPostStats(item: Fields): Item['stats'] {
  return readStats(item, postStats);
}

/** The counts of a profile, from the object that has them beside its user. */
export function readProfileStats(info: Fields): Item['stats'] {
  return readStats(info, profileStats);
}

function readStats(holder: Fields, names: typeof postStats): Item['stats'] {
  const shown = holder.object('stats', 'stats');
  const exact = holder.object('statsV2', 'stats');
  if (!shown && !exact) holder.note('stats', 'stats');
  const isExact = exact !== null && names.some(([key]) => provesExact(key, exact.json[key]));
  const stats: Item['stats'] = {};
  for (const [key, name, isAlways] of names) {
    const value = exact?.whole(key, `stats.${name}`, needed) ?? null;
    if (value !== null) {
      stats[name] = isExact ? { precision: 'exact', value } : toShownCount(value);
      continue;
    }
    const fallback = shown?.whole(key, `stats.${name}`, isAlways && !exact) ?? null;
    if (fallback !== null) stats[name] = toShownCount(fallback);
  }
  return stats;
}

/** Bookmarks were exact where all others were rounded, so they prove nothing. */
function provesExact(key: string, value: unknown): boolean {
  const count = Number(value);
  return key !== 'collectCount' && Number.isSafeInteger(count) && count >= 10_000 && !isRound(count);
}

/** A count that TikTok may have rounded: from 10,000 on to hundreds, from a million on to a tenth of one, and so on. */
export function toShownCount(value: number): Count {
  if (value < 10_000 || !isRound(value)) return { precision: 'exact', value };
  return { precision: 'rounded', text: toShortText(value), approximate: value };
}

function isRound(value: number): boolean {
  return value % (toUnit(value).scale / 10) === 0;
}

/** 178700 → 178.7K, as the page shows it. */
function toShortText(value: number): string {
  const { scale, letter } = toUnit(value);
  return `${value / scale}${letter}`;
}

function toUnit(value: number): { scale: number; letter: string } {
  if (value >= 1e9) return { scale: 1e9, letter: 'B' };
  return value >= 1e6 ? { scale: 1e6, letter: 'M' } : { scale: 1e3, letter: 'K' };
}

/** How many posts a list claims to have, or null. */
export function toClaimed(count: Count | undefined): { count: number; exact: boolean } | null {
  if (!count) return null;
  if (count.precision === 'exact') return { count: count.value, exact: true };
  return count.approximate === null ? null : { count: count.approximate, exact: false };
}
