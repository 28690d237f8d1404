/**
 * What an account was asked for: one ledger per platform and account, stored, so that neither a restart nor a second job
 * earns a fresh allowance. Pure; times are Unix milliseconds.
 */
import { z } from 'zod';
import { errorCodeSchema } from '../../../shared/wire-error.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const requestLedgerSchema = z.strictObject({
  /** Times of the requests of the last minute and of those that are booked but not made yet, in order. */
  recent: z.array(z.number()),
  /** Minutes since 1970 and how many requests they had, the last day's, in order. */
  minutes: z.array(z.tuple([z.number().int(), z.number().int().positive()])),
  /** Set when the platform objected; nothing is asked before `untilMs`, or at all when it is null until somebody acts. */
  objection: z
    .strictObject({ code: errorCodeSchema, atMs: z.number(), untilMs: z.number().nullable() })
    .nullable(),
  /** Objections in a row: each makes the next pause longer. */
  strikes: z.number().int().nonnegative(),
});
export type RequestLedger = z.infer<typeof requestLedgerSchema>;

/** Of an account that was never asked. */
export const emptyLedger: RequestLedger = { recent: [], minutes: [], objection: null, strikes: 0 };

/** Requests since a time, to the minute; those that are booked ahead count too. */
export const countSince = (ledger: RequestLedger, sinceMs: number): number => {
  const first = Math.floor(sinceMs / minuteMs);
  let count = 0;
  for (const [minute, requests] of ledger.minutes) if (minute >= first) count += requests;
  return count;
};

/** The ledger with one more request; what is older than a day is dropped. */
export function noteRequest(ledger: RequestLedger, atMs: number, nowMs: number): RequestLedger {
  const minute = Math.floor(atMs / minuteMs);
  const oldest = Math.floor((nowMs - dayMs) / minuteMs);
  const kept = ledger.minutes.filter(([at]) => at >= oldest && at !== minute);
  const known = ledger.minutes.find(([at]) => at === minute)?.[1] ?? 0;
  const minutes: [number, number][] = [...kept, [minute, known + 1]];
  return {
    ...ledger,
    recent: [...ledger.recent.filter((at) => at > nowMs - 2 * minuteMs), atMs].sort((a, b) => a - b),
    minutes: minutes.sort(([a], [b]) => a - b),
  };
}

/** Takes a booked request back that will not be made. */
export function cancelRequest(ledger: RequestLedger, atMs: number): RequestLedger {
  const place = ledger.recent.lastIndexOf(atMs);
  if (place < 0) return ledger;
  const minute = Math.floor(atMs / minuteMs);
  return {
    ...ledger,
    recent: ledger.recent.filter((_, index) => index !== place),
    minutes: ledger.minutes.flatMap(([at, count]): [number, number][] => {
      if (at !== minute) return [[at, count]];
      return count > 1 ? [[at, count - 1]] : [];
    }),
  };
}

/** Of two objections the one that holds longer. */
function toStricter(
  a: RequestLedger['objection'],
  b: RequestLedger['objection'],
): RequestLedger['objection'] {
  if (!a || !b) return a ?? b;
  if (a.untilMs === null || b.untilMs === null) return a.untilMs === null ? a : b;
  return a.untilMs >= b.untilMs ? a : b;
}

/** What two ledgers were asked for together: nothing that was spent is forgotten. */
export function mergeLedgers(a: RequestLedger, b: RequestLedger): RequestLedger {
  const counts = new Map(a.minutes);
  for (const [minute, count] of b.minutes) counts.set(minute, (counts.get(minute) ?? 0) + count);
  return {
    recent: [...a.recent, ...b.recent].sort((one, other) => one - other),
    minutes: [...counts].sort(([one], [other]) => one - other),
    objection: toStricter(a.objection, b.objection),
    strikes: Math.max(a.strikes, b.strikes),
  };
}

/** Books what was made without being asked for first; later requests make up for it. */
export const noteRequests = (ledger: RequestLedger, count: number, nowMs: number): RequestLedger =>
  Array.from({ length: count }).reduce<RequestLedger>((sum) => noteRequest(sum, nowMs, nowMs), ledger);

/** When it was last asked, in Unix milliseconds; 0 for never. */
export const readLastUse = ({ recent, minutes }: RequestLedger): number =>
  recent.at(-1) ?? (minutes.at(-1)?.[0] ?? 0) * minuteMs;

/** Objections that end by themselves; the others wait for the user. */
const passing: readonly string[] = ['platform.rate_limited'];
const firstPauseMs = 15 * minuteMs;

/** One that objects again right after the time that it named is left alone for longer than it says. */
function findPause({ strikes }: RequestLedger, retryAfterSec: number | null): number {
  const times = 2 ** strikes;
  if (retryAfterSec === null) return Math.min(dayMs, firstPauseMs * times);
  return Math.max(retryAfterSec * 1000, strikes === 0 ? 0 : Math.min(dayMs, minuteMs * times));
}

/** The platform said no: the lane is closed until the time it named, for longer each time in a row, or until the user acts. */
export function noteObjection(
  ledger: RequestLedger,
  objection: { code: z.infer<typeof errorCodeSchema>; nowMs: number; retryAfterSec: number | null },
): RequestLedger {
  const { code, nowMs, retryAfterSec } = objection;
  const untilMs = passing.includes(code) ? nowMs + findPause(ledger, retryAfterSec) : null;
  return {
    ...ledger,
    objection: { code, atMs: nowMs, untilMs },
    strikes: ledger.strikes + 1,
  };
}

/** The platform answered again, or the user says that it is settled. */
export const settleObjection = (ledger: RequestLedger): RequestLedger => ({
  ...ledger,
  objection: null,
  strikes: 0,
});

/** What was spent, for the user. */
export interface Spending {
  minute: number;
  hour: number;
  day: number;
}

/** Requests made in the minute, hour and day before now. */
export const readSpending = (ledger: RequestLedger, nowMs: number): Spending => ({
  minute: ledger.recent.filter((at) => at > nowMs - minuteMs && at <= nowMs).length,
  hour: countSince(ledger, nowMs - hourMs),
  day: countSince(ledger, nowMs - dayMs),
});
