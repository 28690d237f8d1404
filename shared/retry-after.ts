import type { WireError } from './wire-error.ts';

/** Nobody means more; a clock that is wrong by years does not close an account for years. */
const mostSec = 7 * 24 * 3600;

/** Seconds that a `Retry-After` header asks for, at most a week, given as seconds or as a date; null when it is absent or unreadable. */
export function parseRetryAfter(header: string | null | undefined, nowMs: number): number | null {
  if (!header) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Math.min(mostSec, Number(header));
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.min(mostSec, Math.max(0, Math.ceil((atMs - nowMs) / 1000)));
}

/** Seconds for which the one who threw an error wants to be left alone, as its context says; null when it does not. */
export const readRetryAfterSec = ({ context }: Pick<WireError, 'context'>): number | null =>
  typeof context.retryAfterSec === 'number' ? context.retryAfterSec : null;
