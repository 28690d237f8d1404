/** What the library and the settings hold may be of another version, or damaged: it is never taken for what it is not. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import { toScope } from '../core/jobs/base-export.ts';
import { bookRequest } from '../core/requests/book-request.ts';
import { emptyLedger } from '../core/requests/request-ledger.ts';
import { findKnown, iterateKnown, readBase, saveBase, saveKnown } from './base-store.ts';
import { closeLibrary, openLibrary } from './database.ts';
import { changeLedger, listLedgers, moveLedger } from './ledger-store.ts';
import { readPlace } from './place-store.ts';
import { findBase } from './queries.ts';
import { readBudget } from './saved-options.ts';

const settings = vi.hoisted(() => ({ stored: {} as Record<string, unknown> }));
vi.mock('wxt/browser', () => ({
  browser: { storage: { local: { get: async () => settings.stored } } },
}));

beforeEach(async () => {
  await closeLibrary();
  globalThis.indexedDB = new IDBFactory();
  settings.stored = {};
});

const dayMs = 24 * 3600_000;
const budget = { perMinute: 20, perHour: 600, perDay: 5000, burst: 5, night: null };
const lane = 'tiktok:ab12';
const putLedger = async (key: string, ledger: unknown): Promise<void> => {
  await (await openLibrary()).put('ledgers', ledger as never, key);
};
const bookIn = (key: string) => {
  const booking = { budget, nowMs: Date.now(), random: 0, toLocalHour: () => 12 };
  return changeLedger(key, (stored) => bookRequest(stored, booking) ?? { ledger: stored, atMs: null });
};

describe('a ledger that is not understood', () => {
  const damaged = { spent: 'a lot' };

  it('is never one of an account that was not asked: the next request is a day away', async () => {
    const startedMs = Date.now();
    await putLedger(lane, damaged);
    expect((await bookIn(lane)).atMs).toBeGreaterThanOrEqual(startedMs + dayMs);
    const [listed] = await listLedgers();
    expect(listed).toMatchObject({ lane, ledger: { objection: { code: 'platform.budget_spent' } } });
  });

  it('closes the ledger that it is moved into', async () => {
    const startedMs = Date.now();
    await putLedger('tiktok:unknown', damaged);
    await moveLedger('tiktok:unknown', lane, (moved) => moved);
    expect((await bookIn(lane)).atMs).toBeGreaterThanOrEqual(startedMs + dayMs);
  });

  it('is not that of another account', async () => {
    await putLedger('tiktok:other', damaged);
    expect(await changeLedger(lane, (ledger) => ({ ledger }))).toEqual({ ledger: emptyLedger });
  });
});

const base = {
  sourceKey: 's',
  refUrl: 'https://www.youtube.com/@a',
  jobId: 'j',
  folder: 'f',
  kept: 1,
  finishedAt: '2026-11-21T12:00:00Z',
  scope: toScope(defaultJobOptions),
  claimed: null,
  parts: [{ kind: 'channel_videos' as const, id: 'a' }],
};
const known = {
  sourceKey: 's',
  key: 'k',
  id: 'k',
  title: 'One',
  seenIn: ['channel_videos' as const],
  kept: true,
  limitBytes: null,
  unavailable: false,
  vanishedAt: null,
  item: null,
};

describe('what an export builds on', () => {
  it('is as it was written', async () => {
    await saveBase(base);
    await saveKnown([known]);
    expect(await readBase('s')).toEqual(base);
    expect(await findBase(base.refUrl)).toEqual(base);
    expect((await findKnown('s', ['k'])).get('k')).toEqual(known);
  });

  it('is nothing where it is not understood, so that all is saved', async () => {
    const { withMedia: _left, ...scope } = base.scope;
    await (await openLibrary()).put('bases', { ...base, scope } as never);
    await (await openLibrary()).put('known', { ...known, kept: 'yes' } as never);
    await (await openLibrary()).put('known', { ...known, key: 'l' });
    expect(await readBase('s')).toBeNull();
    expect([...(await findKnown('s', ['k', 'l'])).keys()]).toEqual(['l']);
    const found = [];
    for await (const { key } of iterateKnown('s', 1)) found.push(key);
    expect(found).toEqual(['l']);
  });
});

it('a place whose handle is none is not known any more', async () => {
  const library = await openLibrary();
  const pickedAt = '2026-11-21T12:00:00Z';
  await library.put('places', { id: 'p', handle: { kind: 'directory', name: 'Mine' }, pickedAt } as never);
  await library.put('places', { id: 'q', handle: 'Mine', pickedAt } as never);
  expect(await readPlace('q')).toBeNull();
  expect(await readPlace('p')).toMatchObject({ id: 'p', pickedAt });
});

describe('a stored budget', () => {
  it('of a platform is never more than its screen lets anybody set', async () => {
    settings.stored = {
      'request-budget:tiktok': { perMinute: 6000, perHour: 100_000, perDay: 3000, burst: 9 },
    };
    expect(await readBudget('tiktok', budget)).toEqual({
      perMinute: 40,
      perHour: 1200,
      perDay: 3000,
      burst: 9,
      night: null,
    });
  });

  it('keeps what is understood of it', async () => {
    const night = { fromHour: 23, toHour: 7 };
    settings.stored = { 'request-budget:tiktok': { perMinute: -1, perHour: 'many', night, colour: 'blue' } };
    expect(await readBudget('tiktok', budget)).toEqual({ ...budget, night });
    settings.stored = { 'request-budget:tiktok': 'fast' };
    expect(await readBudget('tiktok', budget)).toEqual(budget);
  });
});
