import type { Hop } from '../../../shared/doctor.ts';
import { byHand, fail, pass, warn } from './hop.ts';

/** What the clock is held against; times are epoch milliseconds. */
export interface ClockFacts {
  nowMs: number;
  /** The extension's; null when nobody asked from there. */
  callerNowMs: number | null;
  /** Something that surely lies in the past, such as the release of the yt-dlp that is installed. */
  pastMs: number;
}

const dayMs = 86_400_000;
/** A message takes milliseconds; what is above this is another clock, or a machine that slept. */
const toleranceMs = 120_000;

const toDate = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');

/** A clock that is behind makes every certificate invalid; one that jumps spoils what is planned for a time. */
export function judgeClock({ nowMs, callerNowMs, pastMs }: ClockFacts): Hop {
  const setIt = byHand('Set the date and time of this computer, best automatically.');
  if (nowMs < pastMs - dayMs)
    return fail(
      'clock',
      `It says ${toDate(nowMs)} UTC, which is over: sites will refuse to be spoken to.`,
      setIt,
    );
  const awayMs = callerNowMs === null ? 0 : Math.abs(nowMs - callerNowMs);
  if (awayMs > toleranceMs)
    return warn('clock', `Browser and companion are ${Math.round(awayMs / 1000)} s apart.`, setIt);
  return pass('clock', `${toDate(nowMs)} UTC`);
}
