/** When an account may be asked next, and its ledger once that is booked. Pure; times are Unix milliseconds. */
import { type BudgetReason, isNight, type RequestBudget } from './request-budget.ts';
import { countSince, dayMs, hourMs, minuteMs, noteRequest, type RequestLedger } from './request-ledger.ts';

/** Pauses vary by up to this share, as a person's do. */
const jitterShare = 0.4;

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
  return { atMs, reason, ledger: noteRequest(ledger, atMs, booking.nowMs) };
}
