import { beforeEach, expect, test } from 'vitest';
import type { RequestBudget } from '../core/request-budget.ts';
import { type RequestLedger, readSpending } from '../core/request-ledger.ts';
import { createRequestLanes, type RequestLanes } from './request-lanes.ts';

const budget: RequestBudget = { perMinute: 6, perHour: 20, perDay: 100, burst: 2, night: null };

let ledgers: Map<string, RequestLedger>;
let nowMs: number;
let slept: number[];
let lanes: RequestLanes;
const { signal } = new AbortController();

const open = (): RequestLanes =>
  createRequestLanes({
    async changeLedger(lane, change) {
      const result = change(ledgers.get(lane));
      ledgers.set(lane, result.ledger);
      return result;
    },
    readBudget: async () => budget,
    nowMs: () => nowMs,
    random: () => 0,
    toLocalHour: () => 12,
    async sleep(ms, given) {
      given.throwIfAborted();
      slept.push(ms);
      nowMs += ms;
    },
  });

const spent = () => readSpending([...ledgers.values()][0] as RequestLedger, nowMs);

beforeEach(() => {
  ledgers = new Map();
  nowMs = Date.UTC(2026, 10, 21, 12);
  slept = [];
  lanes = open();
});

test('requests wait for their turn, and a restart earns nothing', async () => {
  for (let count = 0; count < 3; count += 1) await lanes.take('tiktok', 1, signal);
  lanes = open();
  await lanes.take('tiktok', 2, signal);
  expect(slept).toEqual([10_000, 20_000]);
  expect(spent()).toMatchObject({ minute: 5, hour: 5 });
});

test('a long wait is told instead of slept through, and costs nothing', async () => {
  for (let count = 0; count < 20; count += 1) await lanes.take('facebook', 1, signal);
  const asked = lanes.take('facebook', 1, signal);
  await expect(asked).rejects.toMatchObject({
    code: 'platform.budget_spent',
    retryable: true,
    context: { reason: 'hour' },
  });
  expect(spent().hour).toBe(20);
});

test('a wait that is cut short gives its turns back', async () => {
  const cut = new AbortController();
  await lanes.take('tiktok', 2, signal);
  const asked = lanes.take('tiktok', 1, cut.signal);
  cut.abort();
  await expect(asked).rejects.toThrow();
  expect(spent().hour).toBe(2);
});

test('after "too many requests" nothing is asked before the time it named', async () => {
  await lanes.note('tiktok', { code: 'platform.rate_limited' }, 600);
  await expect(lanes.take('tiktok', 1, signal)).rejects.toMatchObject({
    code: 'platform.rate_limited',
    context: { retryAfterSec: 600 },
  });
  nowMs += 600_000;
  await lanes.take('tiktok', 1, signal);
});

test('a checkpoint closes the lane for every job until the user acts, and for that platform only', async () => {
  await lanes.note('facebook', { code: 'platform.checkpoint' }, null);
  nowMs += 48 * 3600_000;
  await expect(lanes.take('facebook', 1, signal)).rejects.toMatchObject({ code: 'platform.checkpoint' });
  await lanes.take('tiktok', 1, signal);
  await lanes.settle('facebook');
  await lanes.take('facebook', 1, signal);
});

test('the user cannot settle what the platform gave a time for', async () => {
  await lanes.note('tiktok', { code: 'platform.rate_limited' }, 600);
  await lanes.settle('tiktok');
  await expect(lanes.take('tiktok', 1, signal)).rejects.toMatchObject({ code: 'platform.rate_limited' });
});

test('errors that are no objections leave the lane open; an answer forgets the strikes', async () => {
  await lanes.note('tiktok', { code: 'platform.rate_limited' }, null);
  nowMs += 15 * 60_000;
  await lanes.note('tiktok', { code: 'net.failed' }, null);
  await lanes.take('tiktok', 1, signal);
  expect([...ledgers.values()][0]?.strikes).toBe(1);
  await lanes.note('tiktok', null, null);
  expect([...ledgers.values()][0]).toMatchObject({ strikes: 0, objection: null });
});
