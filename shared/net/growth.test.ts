import { expect, it } from 'vitest';
import { createGrowth } from './growth.ts';

const mib = 1024 * 1024;

/** Asks every half second, after so many MiB in each. */
function ask(steps: readonly number[]): boolean[] {
  let nowMs = 0;
  let bytes = 0;
  const mayGrow = createGrowth(() => nowMs);
  return steps.map((step) => {
    nowMs += 500;
    bytes += step * mib;
    return mayGrow(bytes);
  });
}

it('connections are added as long as each brings a tenth more', () => {
  expect(ask([1, 2, 3, 3.1, 6])).toEqual([true, true, true, false, false]);
});

it('a quick server gets no further one', () => {
  expect(ask([20, 40])).toEqual([false, false]);
});
