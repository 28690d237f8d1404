import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStallGuard } from './stall-guard.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const watch = () => {
  const stalls: string[] = [];
  return { stalls, guard: createStallGuard(1000, () => stalls.push('stall')) };
};

test('silence ends it', () => {
  const { stalls } = watch();
  vi.advanceTimersByTime(999);
  expect(stalls).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(stalls).toEqual(['stall']);
});

test('bytes keep it alive, drops do not', () => {
  const { stalls, guard } = watch();
  for (let tenth = 0; tenth < 30; tenth += 1) {
    guard.add(4096);
    vi.advanceTimersByTime(100);
  }
  expect(stalls).toEqual([]);
  for (let tenth = 0; tenth < 12; tenth += 1) {
    guard.add(1);
    vi.advanceTimersByTime(100);
  }
  expect(stalls).toEqual(['stall']);
});

test('while we do not read, the server cannot be silent', () => {
  const { stalls, guard } = watch();
  guard.pause();
  vi.advanceTimersByTime(5000);
  guard.resume();
  vi.advanceTimersByTime(999);
  expect(stalls).toEqual([]);
  guard.stop();
  vi.advanceTimersByTime(5000);
  expect(stalls).toEqual([]);
});

test('it is ended once, drops do not keep it alive, and our own waiting is no silence', () => {
  const { stalls, guard } = watch();
  guard.add(9000);
  vi.advanceTimersByTime(900);
  guard.pause();
  vi.advanceTimersByTime(100);
  guard.resume();
  vi.advanceTimersByTime(900);
  expect(stalls).toEqual([]);
  guard.add(100);
  vi.advanceTimersByTime(5000);
  expect(stalls).toEqual(['stall']);
});
