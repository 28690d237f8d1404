import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { unwrap } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closeLibrary, openLibrary } from './database.ts';

beforeEach(async () => {
  await closeLibrary();
  globalThis.indexedDB = new IDBFactory();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});

afterEach(async () => {
  vi.useRealTimers();
  await closeLibrary();
});

it('F16: a library that could not be opened is left alone for half a minute, and then tried again', async () => {
  const open = vi.spyOn(globalThis.indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('Internal error opening backing store.', 'UnknownError');
  });
  await expect(openLibrary()).rejects.toThrow('backing store');
  await expect(openLibrary()).rejects.toThrow('backing store');
  expect(open).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(30_000);
  await expect(openLibrary()).resolves.toBeDefined();
});

it('one that the browser has ended is left alone as well', async () => {
  const database = await openLibrary();
  forceCloseDatabase(unwrap(database) as unknown as Parameters<typeof forceCloseDatabase>[0]);
  await expect(openLibrary()).rejects.toMatchObject({ name: 'UnknownError' });
  vi.advanceTimersByTime(30_000);
  await expect(openLibrary()).resolves.not.toBe(database);
});
