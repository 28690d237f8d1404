import { expect, test } from 'vitest';
import { createLane } from './lane.ts';

const { signal } = new AbortController();

test('however much is asked for, only so much runs at once, and all of it in the end', async () => {
  const lane = createLane(3);
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
  };
  await Promise.all(Array.from({ length: 40 }, () => lane(signal, work)));
  expect([most, running]).toEqual([3, 0]);
});

test('what was given up before its turn never begins', async () => {
  const lane = createLane(1);
  const abort = new AbortController();
  abort.abort();
  let hasBegun = false;
  const waiting = lane(abort.signal, async () => {
    hasBegun = true;
  });
  await expect(waiting).rejects.toThrow();
  expect(hasBegun).toBe(false);
});
