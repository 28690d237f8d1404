import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookRequest } from './book-request.ts';
import { findBudgetProblems, isNight, isRiskyBudget, type RequestBudget } from './request-budget.ts';
import {
  cancelRequest,
  emptyLedger,
  mergeLedgers,
  noteObjection,
  noteRequests,
  type RequestLedger,
  readLastUse,
  readSpending,
  settleObjection,
} from './request-ledger.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 21, 12);
const budget: RequestBudget = { perMinute: 10, perHour: 100, perDay: 500, burst: 3, night: null };
const toLocalHour = (atMs: number): number => new Date(atMs).getUTCHours();

/** Books `count` requests, each `pauseMs` after the one before was made. */
function makeRequests(count: number, given: Partial<RequestBudget> = {}, pauseMs = 0) {
  const made: number[] = [];
  let ledger = emptyLedger;
  let nowMs = start;
  for (let index = 0; index < count; index += 1) {
    const turn = bookRequest(ledger, { budget: { ...budget, ...given }, nowMs, random: 0, toLocalHour });
    if (!turn) throw new Error('The lane is closed.');
    ledger = turn.ledger;
    made.push(turn.atMs);
    nowMs = turn.atMs + pauseMs;
  }
  return { made, ledger, nowMs };
}

const mostWithin = (made: readonly number[], spanMs: number): number =>
  Math.max(...made.map((from) => made.filter((at) => at >= from && at < from + spanMs).length));

describe('the ledger of an account', () => {
  it('lets a short burst pass, then spreads requests over the minute', () => {
    const { made } = makeRequests(6);
    expect(made.map((at) => at - start)).toEqual([0, 0, 0, 6000, 12_000, 18_000]);
  });

  it('never lets more through than any window allows, whenever requests come', () => {
    const requests = fc.array(
      fc.record({ pauseMs: fc.nat(40_000), random: fc.double({ min: 0, max: 1, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 250,
      },
    );
    fc.assert(
      fc.property(requests, (list) => {
        const small = { ...budget, perMinute: 6, perHour: 40, perDay: 120 };
        let ledger = emptyLedger;
        let nowMs = start;
        const made: number[] = [];
        for (const { pauseMs, random } of list) {
          nowMs += pauseMs;
          const turn = bookRequest(ledger, { budget: small, nowMs, random, toLocalHour });
          if (!turn) throw new Error('The lane is closed.');
          expect(turn.atMs).toBeGreaterThanOrEqual(nowMs);
          ledger = turn.ledger;
          made.push(turn.atMs);
        }
        expect(mostWithin(made, minute)).toBeLessThanOrEqual(6);
        expect(mostWithin(made, hour)).toBeLessThanOrEqual(40);
        expect(mostWithin(made, 24 * hour)).toBeLessThanOrEqual(120);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps to the hour and to the day, and says what it waits for', () => {
    const { made, ledger, nowMs } = makeRequests(100);
    expect((made.at(-1) ?? 0) - start).toBeLessThan(hour);
    const turn = bookRequest(ledger, { budget, nowMs, random: 0, toLocalHour });
    expect(turn?.reason).toBe('hour');
    expect(turn?.atMs).toBeGreaterThanOrEqual(start + hour);
    const day = makeRequests(500);
    expect(bookRequest(day.ledger, { budget, nowMs: day.nowMs, random: 0, toLocalHour })).toMatchObject({
      reason: 'day',
    });
  });

  it('asks nothing at night, and goes on in the morning', () => {
    const night = { fromHour: 23, toHour: 7 };
    const nowMs = Date.UTC(2026, 10, 21, 23, 30);
    const turn = bookRequest(emptyLedger, { budget: { ...budget, night }, nowMs, random: 0.5, toLocalHour });
    expect(turn?.reason).toBe('night');
    expect(new Date(turn?.atMs ?? 0).toISOString()).toBe('2026-11-22T07:10:00.000Z');
  });

  it('earns nothing from a clock that was set back', () => {
    const { ledger } = makeRequests(10, { burst: 10 });
    const turn = bookRequest(ledger, { budget, nowMs: start - hour, random: 0, toLocalHour });
    expect(turn?.atMs).toBeGreaterThan(start);
  });

  it('is not closed for years by a clock that was wrong by years', () => {
    const year = 365 * 24 * hour;
    const { ledger } = makeRequests(budget.perHour, { burst: 10 });
    const limited = { code: 'platform.rate_limited', nowMs: start + hour, retryAfterSec: 7200 } as const;
    const turn = bookRequest(ledger, { budget, nowMs: start - year, random: 0, toLocalHour });
    expect(turn?.atMs).toBeGreaterThan(start - year + hour / 2);
    expect(turn?.atMs).toBeLessThan(start - year + 2 * hour);
    expect(readSpending(turn?.ledger ?? ledger, start - year).hour).toBe(budget.perHour + 1);
    const refused = bookRequest(noteObjection(ledger, limited), {
      budget,
      nowMs: start - year,
      random: 0,
      toLocalHour,
    });
    expect(refused).toMatchObject({ reason: 'objection', atMs: start - year + 2 * hour });
  });

  it('takes back what was booked and not made', () => {
    const { ledger, made } = makeRequests(3);
    const back = cancelRequest(ledger, made[2] ?? 0);
    expect(readSpending(back, start + 1)).toEqual({ minute: 2, hour: 2, day: 2 });
    expect(cancelRequest(back, 1)).toEqual(back);
  });

  it('tells what was spent', () => {
    const { ledger, nowMs } = makeRequests(30);
    expect(readSpending(ledger, nowMs)).toEqual({ minute: 10, hour: 30, day: 30 });
    expect(readSpending(ledger, nowMs + 25 * hour)).toEqual({ minute: 0, hour: 0, day: 0 });
  });

  it('stays small: a day of requests is a number a minute', () => {
    const { ledger } = makeRequests(500, { perHour: 500 });
    expect(ledger.recent.length).toBeLessThan(40);
    expect(ledger.minutes.length).toBeLessThan(60);
  });
});

it('forgets nothing of two ledgers that become one, and keeps the stricter objection', () => {
  const { ledger: one, nowMs } = makeRequests(4);
  const { ledger: other } = makeRequests(3);
  const closed = noteObjection(other, { code: 'platform.checkpoint', nowMs, retryAfterSec: null });
  const passing = noteObjection(one, { code: 'platform.rate_limited', nowMs, retryAfterSec: 60 });
  const merged = mergeLedgers(passing, closed);
  expect(readSpending(merged, nowMs)).toEqual({ minute: 7, hour: 7, day: 7 });
  expect(merged.objection?.code).toBe('platform.checkpoint');
  expect(merged.minutes.map(([minute]) => minute)).toEqual([...new Set(one.minutes.map(([at]) => at))]);
});

it('books what went beyond a grant, and the next requests make up for it', () => {
  const { ledger, nowMs } = makeRequests(1);
  const beyond = noteRequests(ledger, 12, nowMs);
  expect(readSpending(beyond, nowMs).minute).toBe(13);
  const turn = bookRequest(beyond, { budget, nowMs, random: 0, toLocalHour });
  expect(turn?.atMs).toBeGreaterThan(nowMs + minute);
  expect(readLastUse(beyond)).toBe(nowMs);
  expect(readLastUse(emptyLedger)).toBe(0);
});

describe('when the platform objects', () => {
  const object = (ledger: RequestLedger, retryAfterSec: number | null = null) =>
    noteObjection(ledger, { code: 'platform.rate_limited', nowMs: start, retryAfterSec });
  const book = (ledger: RequestLedger) =>
    bookRequest(ledger, { budget, nowMs: start, random: 0, toLocalHour });

  it('waits for as long as it asked', () => {
    expect(book(object(emptyLedger, 120))).toMatchObject({ atMs: start + 120_000, reason: 'objection' });
  });

  it('waits longer each time it named no time, and begins anew once it was settled', () => {
    const once = object(emptyLedger);
    const twice = object(once);
    expect(book(once)?.atMs).toBe(start + 15 * minute);
    expect(book(twice)?.atMs).toBe(start + 30 * minute);
    expect(book(object(settleObjection(twice)))?.atMs).toBe(start + 15 * minute);
  });

  it('waits longer each time though it says that it need not', () => {
    const once = object(emptyLedger, 0);
    const twice = object(once, 0);
    const often = Array.from({ length: 60 }).reduce<RequestLedger>((ledger) => object(ledger, 0), twice);
    expect(book(once)?.atMs).toBe(start);
    expect(book(twice)?.atMs).toBe(start + 2 * minute);
    expect(book(object(twice, 0))?.atMs).toBe(start + 4 * minute);
    expect(book(object(twice, 3600))?.atMs).toBe(start + hour);
    expect(book(often)?.atMs).toBe(start + 24 * hour);
  });

  it('asks nothing at all while only the user can settle it', () => {
    const closed = noteObjection(emptyLedger, {
      code: 'platform.checkpoint',
      nowMs: start,
      retryAfterSec: null,
    });
    expect(book(closed)).toBeNull();
    expect(book(settleObjection(closed))?.atMs).toBe(start);
  });
});

it.each([
  [{ fromHour: 1, toHour: 6 }, [1, 5], [0, 6, 23]],
  [{ fromHour: 22, toHour: 4 }, [22, 23, 0, 3], [4, 21]],
  [{ fromHour: 5, toHour: 5 }, [], [4, 5, 6]],
  [null, [], [0, 12]],
])('the night of %j', (night, inside, outside) => {
  expect(inside.every((at) => isNight(night, at))).toBe(true);
  expect(outside.some((at) => isNight(night, at))).toBe(false);
});

describe('a budget that somebody sets', () => {
  it.each([
    [{}, {}],
    [{ perMinute: 20, perHour: 200, perDay: 1000, burst: 6 }, {}],
    [{ perMinute: 21 }, { perMinute: 'too_large' }],
    [{ perDay: 90 }, { perDay: 'out_of_order' }],
    [{ perMinute: 2 }, { burst: 'out_of_order' }],
  ])('is taken or refused by field: %j', (change, problems) => {
    expect(findBudgetProblems({ ...budget, ...change }, budget)).toEqual(problems);
  });

  it('is risky beyond the platform’s own', () => {
    expect(isRiskyBudget(budget, budget)).toBe(false);
    expect(isRiskyBudget({ ...budget, perDay: budget.perDay + 1 }, budget)).toBe(true);
    expect(isRiskyBudget({ ...budget, perDay: 1 }, budget)).toBe(false);
  });
});
