/**
 * What an account was asked for: one ledger per platform and account, stored, so that neither a restart nor a second job
 * earns a fresh allowance. Pure; times are Unix milliseconds.
 */
import { z } from 'zod';
import { errorCodeSchema } from '../../../shared/wire-error.ts';
import { type BudgetReason, isNight, type RequestBudget } from './request-budget.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Pauses vary by up to this share, as a person's do. */
const jitterShare = 0.4;

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

/** Under what a request is booked. */
export interface Booking {
  budget: RequestBudget;
  nowMs: number;
  /** 0 to 1. */
  random: number;
  /** Hour of the user's day, 0 to 23, at a time. */
  toLocalHour(atMs: number): number;
}

/** When a request may be made; `reason` is what it waits for longest, null when it need not wait. */
export interface Turn {
  atMs: number;
  reason: BudgetReason | null;
  ledger: RequestLedger;
}

const countSince = (ledger: RequestLedger, sinceMs: number): number => {
  const first = Math.floor(sinceMs / minuteMs);
  let count = 0;
  for (const [minute, requests] of ledger.minutes) if (minute >= first) count += requests;
  return count;
};

/** The start of the minute that has to leave a window of `spanMs` before there is room for one more; `atMs` when there is. */
function findRoom(
  ledger: RequestLedger,
  atMs: number,
  { limit, spanMs }: { limit: number; spanMs: number },
): number {
  let left = countSince(ledger, atMs - spanMs);
  if (left < limit) return atMs;
  const first = Math.floor((atMs - spanMs) / minuteMs);
  for (const [minute, requests] of ledger.minutes) {
    if (minute < first) continue;
    left -= requests;
    if (left < limit) return (minute + 1) * minuteMs + spanMs;
  }
  return atMs;
}

/** Nothing more than `perMinute` in any sixty seconds, whatever was booked before. */
function findMinute(recent: readonly number[], atMs: number, perMinute: number): number {
  const oldest = recent.at(-perMinute);
  return oldest === undefined ? atMs : Math.max(atMs, oldest + minuteMs + 1);
}

function findPace(recent: readonly number[], { budget, nowMs, random }: Booking): number {
  const last = recent.at(-1);
  const inBurst = recent.filter((at) => at > nowMs - minuteMs).length < budget.burst;
  if (last === undefined || inBurst) return Math.max(nowMs, last ?? nowMs);
  const pauseMs = (minuteMs / budget.perMinute) * (1 + jitterShare * random);
  return Math.max(nowMs, last + pauseMs);
}

function findDay(atMs: number, { budget, random, toLocalHour }: Booking): number {
  let at = atMs;
  if (!isNight(budget.night, toLocalHour(at))) return at;
  while (isNight(budget.night, toLocalHour(at))) at += 10 * minuteMs;
  // Not on the dot, every morning.
  return at + Math.round(random * 20 * minuteMs);
}

/** Room in every window at once: each may move the time, until none does. */
function findTime(ledger: RequestLedger, booking: Booking): { atMs: number; reason: BudgetReason | null } {
  const { budget, nowMs } = booking;
  const untilMs = ledger.objection?.untilMs ?? nowMs;
  const rules: [BudgetReason, (atMs: number) => number][] = [
    ['objection', (atMs) => Math.max(atMs, untilMs)],
    ['pace', (atMs) => Math.max(atMs, findPace(ledger.recent, booking))],
    ['minute', (atMs) => findMinute(ledger.recent, atMs, budget.perMinute)],
    ['hour', (atMs) => findRoom(ledger, atMs, { limit: budget.perHour, spanMs: hourMs })],
    ['day', (atMs) => findRoom(ledger, atMs, { limit: budget.perDay, spanMs: dayMs })],
    ['night', (atMs) => findDay(atMs, booking)],
  ];
  let atMs = nowMs;
  let reason: BudgetReason | null = null;
  for (let moved = true; moved; ) {
    moved = false;
    for (const [name, find] of rules) {
      const next = Math.ceil(find(atMs));
      if (next <= atMs) continue;
      // A later rule that only rounds up the wait is not its reason.
      if (reason === null || next - atMs > atMs - nowMs) reason = name;
      atMs = next;
      moved = true;
    }
  }
  return { atMs, reason };
}

function note(ledger: RequestLedger, atMs: number, nowMs: number): RequestLedger {
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

/**
 * Nothing is booked further ahead than a day: what is was written by a clock that was wrong, and counts as made now. An
 * objection of later than now holds for as long as it did then.
 */
function correctClock(ledger: RequestLedger, nowMs: number): RequestLedger {
  const latestMs = nowMs + dayMs;
  const thisMinute = Math.floor(nowMs / minuteMs);
  const late = ledger.minutes.filter(([minute]) => minute * minuteMs > latestMs);
  const { objection } = ledger;
  const leadMs = Math.max(0, (objection?.atMs ?? 0) - nowMs);
  if (late.length === 0 && leadMs === 0) return ledger;
  const counts = new Map(ledger.minutes.filter(([minute]) => minute * minuteMs <= latestMs));
  for (const [, count] of late) counts.set(thisMinute, (counts.get(thisMinute) ?? 0) + count);
  return {
    ...ledger,
    recent: ledger.recent.map((at) => (at > latestMs ? nowMs : at)).sort((a, b) => a - b),
    minutes: [...counts].sort(([a], [b]) => a - b),
    objection: objection && {
      ...objection,
      atMs: objection.atMs - leadMs,
      untilMs: objection.untilMs === null ? null : objection.untilMs - leadMs,
    },
  };
}

/**
 * Books one request. Returns null while an objection stands that only the user can settle: then nothing may be asked.
 * A clock that was set back earns nothing: requests booked in what is now the future count.
 */
export function bookRequest(stored: RequestLedger, booking: Booking): Turn | null {
  const ledger = correctClock(stored, booking.nowMs);
  if (ledger.objection && ledger.objection.untilMs === null) return null;
  const { atMs, reason } = findTime(ledger, booking);
  return { atMs, reason, ledger: note(ledger, atMs, booking.nowMs) };
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
  Array.from({ length: count }).reduce<RequestLedger>((sum) => note(sum, nowMs, nowMs), ledger);

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
