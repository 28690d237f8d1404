import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullPace, takeTurn } from './pace.ts';

const limits = { perMinute: 60, burst: 3 };
const take = (pace: ReturnType<typeof fullPace>, nowMs: number) =>
  takeTurn(pace, { limits, nowMs, random: 0 });

describe('the pace of a platform', () => {
  it('lets a short burst pass and then spreads requests over the minute', () => {
    let pace = fullPace(limits, 0);
    const waits: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const turn = take(pace, 0);
      waits.push(turn.waitMs);
      pace = turn.pace;
    }
    expect(waits).toEqual([0, 0, 0, 1000, 2000]);
  });

  it('never lets more than burst and rate through in any time, whenever requests come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { maxLength: 200 }), (pauses) => {
        let pace = fullPace(limits, 0);
        let nowMs = 0;
        const madeAt: number[] = [];
        for (const pause of pauses) {
          nowMs += pause;
          const turn = take(pace, nowMs);
          pace = turn.pace;
          madeAt.push(nowMs + turn.waitMs);
        }
        const last = madeAt.at(-1) ?? 0;
        expect(madeAt.length).toBeLessThanOrEqual(limits.burst + last / 1000 + 1);
      }),
    );
  });

  it('earns nothing from a clock that was set back', () => {
    const { pace } = take({ tokens: 0, updatedAtMs: 100_000 }, 0);
    expect(take(pace, 0).waitMs).toBeGreaterThan(0);
  });
});
