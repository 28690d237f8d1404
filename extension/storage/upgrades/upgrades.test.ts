import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB, type StoreNames } from 'idb';
import { beforeEach, expect, it } from 'vitest';
import { closeLibrary, openLibrary, upgrades } from '../database.ts';
import type { Library } from '../schema.ts';

/** A record of each store as the version that made the store wrote it, and the key it is found by. */
const examples: { since: number; store: StoreNames<Library>; record: object; key: IDBValidKey }[] = [
  { since: 1, store: 'jobs', record: { id: 'j', createdAt: '2026-11-21T12:00:00Z' }, key: 'j' },
  { since: 1, store: 'steps', record: { jobId: 'j', index: 0 }, key: ['j', 0] },
  { since: 1, store: 'items', record: { jobId: 'j', key: 'k', ordinal: 0 }, key: ['j', 'k'] },
  { since: 1, store: 'comments', record: { jobId: 'j', itemOrdinal: 0, page: 0 }, key: ['j', 0, 0] },
  { since: 1, store: 'files', record: { jobId: 'j', path: 'items.json' }, key: ['j', 'items.json'] },
  { since: 1, store: 'reports', record: { jobId: 'j', index: 0 }, key: ['j', 0] },
  {
    since: 2,
    store: 'downloads',
    record: { id: 'd', place: 1, url: 'https://video.example/1', state: { status: 'paused' } },
    key: 'd',
  },
  { since: 4, store: 'places', record: { id: 'p', pickedAt: '2026-11-21T12:00:00Z' }, key: 'p' },
];

beforeEach(async () => {
  await closeLibrary();
  globalThis.indexedDB = new IDBFactory();
});

it.each(upgrades.map((_, place) => place + 1))(
  'a library of version %i keeps all it had',
  async (version) => {
    const old = await openDB<Library>('star-export', version, {
      upgrade(database) {
        for (const upgrade of upgrades.slice(0, version)) upgrade(database);
      },
    });
    const kept = examples.filter(({ since }) => since <= version);
    for (const { store, record } of kept) await old.put(store, record as never);
    old.close();

    const library = await openLibrary();
    expect(library.version).toBe(upgrades.length);
    for (const { store, key, record } of kept) expect(await library.get(store, key as never)).toEqual(record);
    for (const { store } of examples) expect([...library.objectStoreNames]).toContain(store);
  },
);
