import { type IDBPDatabase, openDB, type StoreNames } from 'idb';
import { beforeEach, expect, it } from 'vitest';
import { defaultOptions } from '../../../shared/model/default-options.ts';
import { openLibrary, upgrades } from '../database.ts';
import type { Library } from '../schema.ts';
import { freshLibrary } from '../testing/fresh-library.ts';

/** A record of each store as the version that made the store wrote it, and the key it is found by. */
interface Example {
  since: number;
  store: StoreNames<Library>;
  record: object;
  key: IDBValidKey;
  /** What it has become since, if it is not the same. */
  now?: object;
}

const examples: Example[] = [
  {
    since: 1,
    store: 'jobs',
    record: {
      id: 'j',
      createdAt: '2026-11-21T12:00:00Z',
      options: { quality: 'best', comments: true, withMedia: false },
    },
    key: 'j',
    now: {
      id: 'j',
      createdAt: '2026-11-21T12:00:00Z',
      options: { ...defaultOptions, comments: true, withMedia: false },
    },
  },
  { since: 1, store: 'steps', record: { jobId: 'j', index: 0 }, key: ['j', 0] },
  { since: 1, store: 'items', record: { jobId: 'j', key: 'k', ordinal: 0 }, key: ['j', 'k'] },
  { since: 1, store: 'comments', record: { jobId: 'j', itemOrdinal: 0, page: 0 }, key: ['j', 0, 0] },
  { since: 1, store: 'files', record: { jobId: 'j', path: 'items.json' }, key: ['j', 'items.json'] },
  { since: 1, store: 'reports', record: { jobId: 'j', index: 0 }, key: ['j', 0] },
  {
    since: 2,
    store: 'downloads',
    record: {
      id: 'd',
      place: 1,
      url: 'https://video.example/1',
      state: { status: 'paused' },
      choice: { quality: 'best', format: null },
    },
    key: 'd',
    now: {
      id: 'd',
      place: 1,
      url: 'https://video.example/1',
      state: { status: 'paused' },
      choice: { quality: 'original', format: null },
    },
  },
  { since: 4, store: 'places', record: { id: 'p', pickedAt: '2026-11-21T12:00:00Z' }, key: 'p' },
  { since: 5, store: 'bases', record: { sourceKey: 's', refUrl: 'https://www.youtube.com/@a' }, key: 's' },
  { since: 5, store: 'known', record: { sourceKey: 's', key: 'k', kept: true }, key: ['s', 'k'] },
  {
    since: 5,
    store: 'observations',
    record: { key: 'k', at: '2026-11-21T12:00:00Z', title: 'First' },
    key: ['k', '2026-11-21T12:00:00Z'],
  },
];

async function createLibraryOf(version: number): Promise<IDBPDatabase<Library>> {
  return await openDB<Library>('star-export', version, {
    async upgrade(database, ...[, , change]) {
      for (const upgrade of upgrades.slice(0, version)) await upgrade(database, change);
    },
  });
}

beforeEach(freshLibrary);

it.each(upgrades.map((_, place) => place + 1))(
  'a library of version %i keeps all it had',
  async (version) => {
    const old = await createLibraryOf(version);
    const kept = examples.filter(({ since }) => since <= version);
    for (const { store, record } of kept) await old.put(store, record as never);
    old.close();

    const library = await openLibrary();
    expect(library.version).toBe(upgrades.length);
    for (const { store, key, record, now } of kept)
      expect(await library.get(store, key as never)).toEqual(version < 5 ? (now ?? record) : record);
    for (const { store } of examples) expect([...library.objectStoreNames]).toContain(store);
  },
);
