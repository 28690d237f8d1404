import { expect, test } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { bookRequest } from '../../core/requests/book-request.ts';
import type { RequestBudget } from '../../core/requests/request-budget.ts';
import { emptyLedger, noteObjection, type RequestLedger } from '../../core/requests/request-ledger.ts';
import { describeAccounts, estimateExport } from './describe-accounts.ts';

const budget: RequestBudget = { perMinute: 10, perHour: 100, perDay: 500, burst: 3, night: null };
const nowMs = Date.UTC(2026, 10, 21, 12);
const toLocalHour = () => 12;

function spend(count: number, atMs = nowMs): RequestLedger {
  let ledger = emptyLedger;
  for (let made = 0; made < count; made += 1)
    ledger = bookRequest(ledger, { budget, nowMs: atMs, random: 0, toLocalHour })?.ledger ?? ledger;
  return ledger;
}

const portsOf = (ledgers: Record<string, RequestLedger>) => ({
  listLedgers: async () => Object.entries(ledgers).map(([lane, ledger]) => ({ lane, ledger })),
  readBudget: async () => budget,
  nowMs: () => nowMs,
  toLocalHour,
});

test('accounts are shown by platform, the one that was asked last first, with what each has spent', async () => {
  const described = await describeAccounts(
    portsOf({ 'tiktok:aa': spend(2, nowMs - 300_000), 'tiktok:nobody': spend(3), 'gone:aa': spend(1) }),
  );
  expect(described.map(({ platform }) => platform)).toContain('youtube');
  const tiktok = described.find(({ platform }) => platform === 'tiktok');
  expect(tiktok).toMatchObject({
    budget,
    accounts: [
      { account: 'nobody', isCurrent: true, spent: { minute: 3, hour: 3, day: 3 } },
      { account: 'aa', isCurrent: false, spent: { minute: 0, hour: 2, day: 2 }, nextAt: null },
    ],
  });
  // The burst is spent.
  expect(tiktok?.accounts[0]?.nextAt).toBe('2026-11-21T12:00:06.000Z');
});

test('an objection is told with its end, and not after it', async () => {
  const object = (atMs: number) =>
    noteObjection(emptyLedger, { code: 'platform.rate_limited', nowMs: atMs, retryAfterSec: 600 });
  const told = async (ledger: RequestLedger) =>
    (await describeAccounts(portsOf({ 'tiktok:aa': ledger }))).find(({ platform }) => platform === 'tiktok')
      ?.accounts[0];
  expect(await told(object(nowMs))).toMatchObject({
    objection: { error: { code: 'platform.rate_limited' }, until: '2026-11-21T12:10:00.000Z' },
  });
  expect(await told(object(nowMs - 601_000))).toMatchObject({ objection: null });
});

test('an export is told with what it takes and what is left', async () => {
  const ref = { platform: 'tiktok', kind: 'posts', id: 'x', url: 'https://www.tiktok.com/@x' } as const;
  const source = {
    ...ref,
    title: 'x',
    author: null,
    claimed: { count: 250, exact: true },
    own: true,
    parts: [ref],
  };
  const estimate = await estimateExport(portsOf({ 'tiktok:aa': spend(20) }), source, defaultJobOptions);
  expect(estimate).toMatchObject({ requests: 22, minutes: 3, leftToday: 480, perDay: 500, objection: null });
});
