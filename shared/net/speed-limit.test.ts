import { describe, expect, it } from 'vitest';
import { createSpeedLimit } from './speed-limit.ts';

describe('a speed limit', () => {
  it('lets through what it is over time, and makes up for little', () => {
    const limit = createSpeedLimit(1000);
    expect(limit.spend(1000, 10_000)).toBe(750);
    expect(limit.spend(1000, 10_750)).toBe(1000);
    expect(limit.spend(100, 60_000)).toBe(0);
  });

  it('of none never waits', () => {
    expect(createSpeedLimit(null).spend(1e12, 0)).toBe(0);
  });
});
