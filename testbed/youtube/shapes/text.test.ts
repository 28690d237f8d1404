import { describe, expect, it } from 'vitest';
import {
  abbreviate,
  formatDuration,
  spellDuration,
  toAge,
  toPacificIso,
  toVideosText,
  toViewsText,
} from './text.ts';

describe('texts of the platform', () => {
  it.each([
    [999, '999'],
    [1000, '1K'],
    [1299, '1.2K'],
    [12_999, '12K'],
    [999_999, '999K'],
    [2_350_000_000, '2.3B'],
  ])('cuts %d to %s', (value, text) => {
    expect(abbreviate(value)).toBe(text);
  });

  it.each([
    [0, '0:00'],
    [63, '1:03'],
    [3723, '1:02:03'],
  ])('writes %d seconds as %s', (sec, text) => {
    expect(formatDuration(sec)).toBe(text);
  });

  it('spells durations, ages and counts', () => {
    expect(spellDuration(3661)).toBe('1 hour, 1 minute, 1 second');
    expect(toAge(0, 15 * 86_400_000)).toBe('2 weeks ago');
    expect(toViewsText(0)).toBe('No views');
    expect(toVideosText(1234, true)).toBe('1.2K videos');
  });

  it('writes instants in Pacific time, summer and winter', () => {
    expect(toPacificIso(Date.UTC(2026, 6, 1, 12))).toBe('2026-07-01T05:00:00-07:00');
    expect(toPacificIso(Date.UTC(2026, 0, 1, 12))).toBe('2026-01-01T04:00:00-08:00');
  });
});
