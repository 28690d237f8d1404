import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import { createFeedReading } from './feed-reading.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A store that cannot be read while `isResting`. */
function openFeed() {
  const store = { isResting: true, whole: 0, changed: [] as string[] };
  const look = (): void => {
    if (store.isResting) throw new AppError('storage.failed');
  };
  const feed = createFeedReading(
    {
      async readAll() {
        look();
        store.whole += 1;
      },
      async readChanged(ids) {
        look();
        store.changed.push(...ids);
      },
    },
    () => {},
  );
  return { store, feed };
}

it('a store that could not be read when the screen was opened is read once it can be', async () => {
  const { store, feed } = openFeed();
  await vi.advanceTimersByTimeAsync(1000);
  expect(feed.failure()).toMatchObject({ code: 'storage.failed' });
  store.isResting = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(store.whole).toBe(1);
  expect(feed.failure()).toBeNull();
  feed.note('a');
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.changed).toEqual(['a']);
});

it('what changed while the store could not be read is read afterwards, and nothing is said any more', async () => {
  const { store, feed } = openFeed();
  store.isResting = false;
  feed.again();
  await vi.advanceTimersByTimeAsync(60_000);
  const { whole } = store;
  store.isResting = true;
  feed.note('a');
  await vi.advanceTimersByTimeAsync(1000);
  expect(feed.failure()).toMatchObject({ code: 'storage.failed' });
  store.isResting = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(store.whole).toBe(whole + 1);
  expect(feed.failure()).toBeNull();
});

it('a screen that is closed tries no more', async () => {
  const { store, feed } = openFeed();
  await vi.advanceTimersByTimeAsync(1000);
  feed.stop();
  store.isResting = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(store.whole).toBe(0);
});
