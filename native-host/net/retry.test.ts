import { expect, test } from 'vitest';
import { parseRetryAfter, toDelayMs } from './retry.ts';

const now = Date.parse('2026-01-31T12:00:00Z');

test('Retry-After is read in seconds and as a date', () => {
  expect(parseRetryAfter('7', now)).toBe(7000);
  expect(parseRetryAfter('Sat, 31 Jan 2026 12:00:30 GMT', now)).toBe(30_000);
  expect(parseRetryAfter('Sat, 31 Jan 2026 11:00:00 GMT', now)).toBe(0);
});

test('a header that is absent or unreadable asks for nothing', () => {
  expect([parseRetryAfter(undefined, now), parseRetryAfter('', now), parseRetryAfter('soon', now)]).toEqual([
    null,
    null,
    null,
  ]);
});

test('waits grow and stay below a minute', () => {
  expect(toDelayMs(0, 0)).toBe(1000);
  expect(toDelayMs(2, 0.5)).toBe(5000);
  expect(toDelayMs(20, 0.99)).toBe(60_000);
});
