import { describe, expect, it } from 'vitest';
import { createFailureStreak, maxStreak } from './failure-streak.ts';

const failTimes = (streak: ReturnType<typeof createFailureStreak>, count: number): boolean[] =>
  Array.from({ length: count }, () => streak.fail('ytdlp.failed'));

describe('failures in a row', () => {
  it('are a reason to stop when they are many and alike', () => {
    expect(failTimes(createFailureStreak(), maxStreak)).toEqual([false, false, false, false, true]);
  });

  it('begin anew after a success, and after another kind of failure', () => {
    const streak = createFailureStreak();
    failTimes(streak, maxStreak - 1);
    streak.succeed();
    expect(failTimes(streak, maxStreak - 1)).not.toContain(true);
    streak.fail('media.damaged');
    expect(failTimes(streak, maxStreak - 1)).not.toContain(true);
  });

  it.each(['platform.private', 'media.unsupported'] as const)(
    'are none when each item is refused for itself (%s)',
    (code) => {
      const streak = createFailureStreak();
      expect(Array.from({ length: 20 }, () => streak.fail(code))).not.toContain(true);
    },
  );
});
