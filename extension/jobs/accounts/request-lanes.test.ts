import { beforeEach, expect, test } from 'vitest';
import type { Lane } from '../../core/requests/lane-name.ts';
import { parseLedger } from '../../core/requests/parse-ledger.ts';
import type { RequestBudget } from '../../core/requests/request-budget.ts';
import { type RequestLedger, readSpending } from '../../core/requests/request-ledger.ts';
import { createRequestLanes, type RequestLanes } from './request-lanes.ts';

const budget: RequestBudget = { perMinute: 6, perHour: 20, perDay: 100, burst: 2, night: null };

/** As they are stored. */
let ledgers: Map<string, unknown>;
let nowMs: number;
let slept: number[];
/** What happens while somebody waits for his turn. */
let meanwhile: () => Promise<void>;
let lanes: RequestLanes;
const { signal } = new AbortController();

const tiktok: Lane = { platform: 'tiktok', account: 'aa' };
const facebook: Lane = { platform: 'facebook', account: 'aa' };

const read = (lane: string): RequestLedger => parseLedger(ledgers.get(lane), nowMs);

const open = (): RequestLanes =>
  createRequestLanes({
    async changeLedger(lane, change) {
      const result = change(read(lane));
      ledgers.set(lane, result.ledger);
      return result;
    },
    async moveLedger(from, to, merge) {
      if (ledgers.has(from)) ledgers.set(to, merge(read(from), read(to)));
      ledgers.delete(from);
    },
    listLedgers: async () => [...ledgers.keys()].map((lane) => ({ lane, ledger: read(lane) })),
    readBudget: async () => budget,
    nowMs: () => nowMs,
    random: () => 0,
    toLocalHour: () => 12,
    async sleep(ms, given) {
      given.throwIfAborted();
      slept.push(ms);
      nowMs += ms;
      await meanwhile();
    },
  });

const spentOf = (lane: string) => readSpending(read(lane), nowMs);
const spent = () => spentOf([...ledgers.keys()][0] ?? '');

beforeEach(() => {
  ledgers = new Map();
  nowMs = Date.UTC(2026, 10, 21, 12);
  slept = [];
  meanwhile = async () => {};
  lanes = open();
});

test('requests wait for their turn, and a restart earns nothing', async () => {
  for (let count = 0; count < 3; count += 1) await lanes.take(tiktok, 1, signal);
  lanes = open();
  await lanes.take(tiktok, 2, signal);
  expect(slept).toEqual([10_000, 20_000]);
  expect(spent()).toMatchObject({ minute: 5, hour: 5 });
});

test('a long wait is told instead of slept through, and costs nothing', async () => {
  for (let count = 0; count < 20; count += 1) await lanes.take(facebook, 1, signal);
  const asked = lanes.take(facebook, 1, signal);
  await expect(asked).rejects.toMatchObject({
    code: 'platform.budget_spent',
    retryable: true,
    context: { reason: 'hour' },
  });
  expect(spent().hour).toBe(20);
});

test('a wait that is cut short gives its turns back', async () => {
  const cut = new AbortController();
  await lanes.take(tiktok, 2, signal);
  const asked = lanes.take(tiktok, 1, cut.signal);
  cut.abort();
  await expect(asked).rejects.toThrow();
  expect(spent().hour).toBe(2);
});

test('after "too many requests" nothing is asked before the time it named', async () => {
  await lanes.note(tiktok, { code: 'platform.rate_limited' }, 600);
  await expect(lanes.take(tiktok, 1, signal)).rejects.toMatchObject({
    code: 'platform.rate_limited',
    context: { retryAfterSec: 600 },
  });
  nowMs += 600_000;
  await lanes.take(tiktok, 1, signal);
});

test('a checkpoint closes the lane for every job until the user acts, and for that platform only', async () => {
  await lanes.note(facebook, { code: 'platform.checkpoint' }, null);
  nowMs += 48 * 3600_000;
  await expect(lanes.take(facebook, 1, signal)).rejects.toMatchObject({ code: 'platform.checkpoint' });
  await lanes.take(tiktok, 1, signal);
  await lanes.settle('facebook');
  await lanes.take(facebook, 1, signal);
});

test.each([
  ['platform.rate_limited', 600, { retryAfterSec: 600 }],
  ['platform.checkpoint', null, {}],
] as const)(
  'who waits for a turn while the platform says %s does not take it',
  async (code, sec, context) => {
    await lanes.take(tiktok, 2, signal);
    meanwhile = () => lanes.note(tiktok, { code }, sec);
    await expect(lanes.take(tiktok, 2, signal)).rejects.toMatchObject({ code, context });
    expect(slept).toEqual([20_000]);
    expect(spent().hour).toBe(2);
  },
);

test('an objection that is over by the time of the turn stops nobody', async () => {
  await lanes.note(tiktok, { code: 'platform.rate_limited' }, 30);
  await lanes.take(tiktok, 1, signal);
  expect(slept).toEqual([30_000]);
});

test('the user cannot settle what the platform gave a time for', async () => {
  await lanes.note(tiktok, { code: 'platform.rate_limited' }, 600);
  await lanes.settle('tiktok');
  await expect(lanes.take(tiktok, 1, signal)).rejects.toMatchObject({ code: 'platform.rate_limited' });
});

test('errors that are no objections leave the lane open; an answer forgets the strikes', async () => {
  await lanes.note(tiktok, { code: 'platform.rate_limited' }, null);
  nowMs += 15 * 60_000;
  await lanes.note(tiktok, { code: 'net.failed' }, null);
  await lanes.take(tiktok, 1, signal);
  expect(read('tiktok:aa').strikes).toBe(1);
  await lanes.note(tiktok, null, null);
  expect(read('tiktok:aa')).toMatchObject({ strikes: 0, objection: null });
});

test('each account has its own lane, and so has the browser that is logged out', async () => {
  const other = { ...tiktok, account: 'bb' };
  const nobody = { ...tiktok, account: 'nobody' };
  await lanes.note(tiktok, { code: 'platform.checkpoint' }, null);
  for (const lane of [other, other, nobody]) await lanes.take(lane, 1, signal);
  await expect(lanes.take(tiktok, 1, signal)).rejects.toMatchObject({ code: 'platform.checkpoint' });
  expect(spentOf('tiktok:bb').hour).toBe(2);
  expect(spentOf('tiktok:nobody').hour).toBe(1);
});

test('what was spent before accounts were known, by an older version too, goes to the first that is seen', async () => {
  const unknown = await lanes.findCurrent('tiktok');
  expect(unknown).toEqual({ platform: 'tiktok', account: 'default' });
  await lanes.take(unknown, 2, signal);
  await lanes.take({ ...tiktok, account: 'nobody' }, 1, signal);
  await lanes.take(tiktok, 1, signal);
  expect(spentOf('tiktok:aa').hour).toBe(3);
  expect([...ledgers.keys()].sort()).toEqual(['tiktok:aa', 'tiktok:nobody']);
});

test('the current account of a platform is the one that was asked for last', async () => {
  await lanes.take(tiktok, 1, signal);
  nowMs += 5000;
  await lanes.take({ ...tiktok, account: 'bb' }, 1, signal);
  await lanes.take(facebook, 1, signal);
  expect(await lanes.findCurrent('tiktok')).toEqual({ platform: 'tiktok', account: 'bb' });
});

test('an account whose ledger cannot be read is asked nothing for a day', async () => {
  ledgers.set('tiktok:aa', 'torn');
  await expect(lanes.take(tiktok, 1, signal)).rejects.toMatchObject({
    code: 'platform.budget_spent',
    context: { retryAfterSec: 24 * 3600 },
  });
});

test('a grant is corrected to what was really asked', async () => {
  await lanes.correct(await lanes.take(tiktok, 2, signal), 1);
  expect(spent().hour).toBe(1);
  await lanes.correct(await lanes.take(tiktok, 1, signal), 4);
  expect(spent().hour).toBe(5);
});
