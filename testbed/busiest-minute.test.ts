import { describe, expect, it } from 'vitest';
import { findBusiestMinute } from './busiest-minute.ts';

const at = (...seconds: number[]) => seconds.map((sec) => ({ at: sec * 1000 }));

describe('the busiest minute', () => {
  it('is the one with the most requests, wherever it begins', () => {
    expect(findBusiestMinute(at(0, 50, 70, 100, 109, 300))).toEqual({ count: 4, fromMs: 50_000 });
  });

  it('is shorter than the next request a minute later', () => {
    expect(findBusiestMinute(at(0, 60, 120)).count).toBe(1);
  });

  it('may be found in any order, and is empty without requests', () => {
    expect(findBusiestMinute(at(30, 0, 10)).count).toBe(3);
    expect(findBusiestMinute([])).toEqual({ count: 0, fromMs: 0 });
  });
});
