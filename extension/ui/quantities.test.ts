import { describe, expect, it } from 'vitest';
import {
  estimateRemainingSec,
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  formatSpeed,
} from './quantities.ts';

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1234, '1.2 kB'],
    [99_960, '100 kB'],
    [999_499, '999 kB'],
    [999_600, '1 MB'],
    [4_200_000_000, '4.2 GB'],
    [5e15, '5,000 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });

  it('speeds are bytes per second', () => {
    expect(formatSpeed(1_500_000, 'en')).toBe('1.5 MB/s');
  });
});

describe('durations', () => {
  it.each([
    [-1, '0 s'],
    [45.4, '45 s'],
    [60, '1 min'],
    [3540, '59 min'],
    [3599, '1 h'],
    [3900, '1 h 5 min'],
    [90_000, '1 d 1 h'],
    [172_800, '2 d'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('ages', () => {
  const now = Date.parse('2026-03-02T12:00:00Z');
  it.each([
    ['2026-03-02T11:59:30Z', 'just now'],
    ['2026-03-02T12:00:05Z', 'just now'],
    ['2026-03-02T11:55:00Z', '5 min ago'],
    ['2026-03-02T09:00:00Z', '3 h ago'],
    ['2026-02-20T12:00:00Z', 'Feb 20, 2026'],
  ])('%s is %s', (instant, text) => {
    expect(formatAge(instant, now, 'en-US')).toBe(text);
  });
});

describe('counts and percents', () => {
  it('groups digits', () => expect(formatCount(12345, 'en')).toBe('12,345'));

  it('does not say 100% before everything is there', () => {
    expect(formatPercent(0.9999)).toBe('99%');
    expect(formatPercent(1)).toBe('100%');
    expect(formatPercent(1.2)).toBe('100%');
  });
});

describe('time left', () => {
  it('follows the rate so far', () => {
    expect(estimateRemainingSec({ atMs: 0, done: 2 }, { atMs: 10_000, done: 7 }, 17)).toBe(20);
  });

  it.each([
    ['too little time has passed', 1000, 5],
    ['nothing has moved', 20_000, 2],
    ['everything is done', 20_000, 17],
  ])('is not guessed when %s', (_why, atMs, done) => {
    expect(estimateRemainingSec({ atMs: 0, done: 2 }, { atMs, done }, 17)).toBeNull();
  });
});
