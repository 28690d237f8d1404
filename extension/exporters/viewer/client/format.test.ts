import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration, toNumber } from './format.ts';

describe('format', () => {
  it('writes durations and sizes', () => {
    expect([0, 59.6, 61, 3600, 36_061].map(formatDuration)).toEqual([
      '0:00',
      '1:00',
      '1:01',
      '1:00:00',
      '10:01:01',
    ]);
    expect([0, 999, 1000, 24_117_248, 5e12].map(formatBytes)).toEqual([
      '0 bytes',
      '999 bytes',
      '1 KB',
      '24.1 MB',
      '5 TB',
    ]);
  });

  it('never shows a rounded count as an exact one', () => {
    const rounded = { precision: 'rounded', text: '2.3M', approximate: 2_300_000 } as const;
    expect(formatCount(rounded)).toBe('about 2.3M');
    expect(toNumber(rounded)).toBe(2_300_000);
    expect(toNumber(undefined)).toBe(-1);
  });
});
