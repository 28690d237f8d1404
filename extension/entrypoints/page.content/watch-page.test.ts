// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchPage } from './watch-page.ts';

let looks = 0;
let isSearching = false;
let isHidden = false;
let watch: ReturnType<typeof watchPage>;

/** Mutations are told in a task of their own. */
const settle = async (ms: number) => {
  await Promise.resolve();
  await vi.advanceTimersByTimeAsync(ms);
};
const change = async () => {
  document.body.append(document.createElement('p'));
  await settle(1);
};

beforeEach(() => {
  vi.useFakeTimers();
  [looks, isSearching, isHidden] = [0, false, false];
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
  watch = watchPage({
    document,
    check: () => {
      looks += 1;
      document.body.append(document.createElement('i'));
    },
    isSearching: () => isSearching,
    setTimeout: (run, ms) => void setTimeout(run, ms),
  });
});

afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

it('looks once at a page that does not change, and is not woken by what it put there itself', async () => {
  await settle(2000);
  expect(looks).toBe(1);
});

it('looks once for many changes', async () => {
  await settle(1000);
  for (let count = 0; count < 50; count += 1) await change();
  await settle(300);
  expect(looks).toBe(2);
});

it('looks when the page changes its colours', async () => {
  await settle(1000);
  document.documentElement.classList.toggle('dark');
  await settle(300);
  expect(looks).toBe(2);
});

it('keeps looking while something is awaited', async () => {
  isSearching = true;
  await change();
  await settle(2000);
  expect(looks).toBeGreaterThan(3);
});

it('leaves a page alone that nobody looks at, and looks when somebody does', async () => {
  await settle(1000);
  isHidden = true;
  await change();
  await settle(10_000);
  expect(looks).toBe(1);
  isHidden = false;
  document.dispatchEvent(new Event('visibilitychange'));
  await settle(300);
  expect(looks).toBe(2);
});

it('hears nothing more once it is over', async () => {
  watch.stop();
  await change();
  await settle(10_000);
  expect(looks).toBe(1);
});
