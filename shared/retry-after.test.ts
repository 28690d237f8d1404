import { describe, expect, it } from 'vitest';
import { parseRetryAfter, readRetryAfterSec } from './retry-after.ts';

const nowMs = Date.parse('2026-01-31T12:00:00Z');

describe('a Retry-After header', () => {
  it.each([
    ['7', 7],
    [' 120 ', 120],
    ['Sat, 31 Jan 2026 12:00:30 GMT', 30],
    ['Sat, 31 Jan 2026 11:00:00 GMT', 0],
    ['999999999', 604_800],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 604_800],
  ])('%j asks for %i seconds', (header, seconds) => {
    expect(parseRetryAfter(header, nowMs)).toBe(seconds);
  });

  it.each([undefined, null, '', 'soon', '99999999999999'])('%j asks for nothing', (header) => {
    expect(parseRetryAfter(header, nowMs)).toBeNull();
  });
});

it.each([
  [{ retryAfterSec: 30 }, 30],
  [{ retryAfterSec: '30' }, null],
  [{}, null],
])('an error with %j asks for %j seconds', (context, seconds) => {
  expect(readRetryAfterSec({ context })).toBe(seconds);
});
