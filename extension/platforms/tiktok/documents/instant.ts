/** Times as TikTok gives them: Unix seconds, as a number in lists and as digits in pages. */
import type { CreatedAt } from '../../../../shared/model/item.ts';

/** The last second that still has a year of four digits. */
const lastSec = 253_402_300_799;

/** The ISO time of a Unix time in seconds, or null when it is none; 0 is none. */
export function toIsoTime(seconds: number | null): string | null {
  if (seconds === null || seconds < 1 || seconds > lastSec) return null;
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** When something was made, from Unix seconds. */
export function toCreatedAt(seconds: number | null): CreatedAt {
  const at = toIsoTime(seconds);
  return at === null ? { precision: 'unknown' } : { precision: 'exact', at };
}
