import { describe, expect, it } from 'vitest';
import { bookRequest } from './book-request.ts';
import { parseLedger } from './parse-ledger.ts';
import { emptyLedger, type RequestLedger } from './request-ledger.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const nowMs = 1_764_000_000_000;
const budget = { perMinute: 20, perHour: 600, perDay: 5000, burst: 5, night: null };
const book = (ledger: RequestLedger, atMs: number) =>
  bookRequest(ledger, { budget, nowMs: atMs, random: 0, toLocalHour: () => 12 });

const whole: RequestLedger = {
  recent: [nowMs - 1000],
  minutes: [[Math.floor(nowMs / minuteMs), 1]],
  objection: null,
  strikes: 0,
};

describe('a ledger that was stored', () => {
  it('is as it was, also with what a later version has added to it', () => {
    expect(parseLedger(whole, nowMs)).toEqual(whole);
    expect(parseLedger({ ...whole, colour: 'blue' }, nowMs)).toEqual(whole);
  });

  it('is empty where there is none', () => {
    expect(parseLedger(undefined, nowMs)).toEqual(emptyLedger);
  });

  it.each([
    ['null', null],
    ['a text', 'spent: 0'],
    ['an empty object', {}],
    ['one without its minutes', { ...whole, minutes: undefined }],
    ['one whose requests are no times', { ...whole, recent: ['yesterday'] }],
    ['one with half a minute', { ...whole, minutes: [[29_400_000]] }],
    ['one whose count is no number', { ...whole, minutes: [[29_400_000, Number.NaN]] }],
    ['one with an objection nobody knows', { ...whole, objection: { code: 'none', atMs: 0, untilMs: null } }],
  ])('that is not understood, %s, is asked nothing for a day', (_name, stored) => {
    const ledger = parseLedger(stored, nowMs);
    expect(book(ledger, nowMs)?.atMs).toBeGreaterThanOrEqual(nowMs + dayMs);
    const later = book(ledger, nowMs + dayMs + 1);
    expect(later?.atMs).toBe(nowMs + dayMs + 1);
  });

  it('keeps what can be read of it, and an objection that only the user can settle', () => {
    const objection = { code: 'platform.checkpoint' as const, atMs: nowMs, untilMs: null };
    const stored = { ...whole, objection, strikes: 'two', recent: [nowMs - 1000, 'x'] };
    expect(parseLedger(stored, nowMs)).toEqual({ ...whole, objection, strikes: 0 });
    expect(book(parseLedger(stored, nowMs), nowMs)).toBeNull();
  });
});
