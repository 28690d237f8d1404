import { expect, test } from 'vitest';
import { createRateMeter } from './rate-meter.ts';

test('there is no speed before there is a span', () => {
  const meter = createRateMeter();
  expect(meter.read(0, 0)).toBeNull();
  expect(meter.read(100, 100)).toBeNull();
  expect(meter.read(500, 250)).toBe(2000);
});

test('what was more than three seconds ago does not count', () => {
  const meter = createRateMeter();
  meter.read(0, 0);
  meter.read(10_000, 1000);
  expect(meter.read(10_000, 3900)).toBe(0);
});

test('a download that begins anew has no speed below nothing', () => {
  const meter = createRateMeter();
  meter.read(5000, 0);
  expect(meter.read(0, 1000)).toBe(0);
});
