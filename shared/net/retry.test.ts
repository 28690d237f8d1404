import { expect, test } from 'vitest';
import { toDelayMs } from './retry.ts';

test('waits grow and stay below a minute', () => {
  expect(toDelayMs(0, 0)).toBe(1000);
  expect(toDelayMs(2, 0.5)).toBe(5000);
  expect(toDelayMs(20, 0.99)).toBe(60_000);
});
