/** What screens are told of accounts: what was spent, what is left, and why one is not asked. */
import { AppError, toWire } from '../../../shared/app-error.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Source } from '../../../shared/model/source.ts';
import type { WireError } from '../../../shared/wire-error.ts';
import { bookRequest } from '../../core/requests/book-request.ts';
import { estimateMinutes, estimateRequests } from '../../core/requests/estimate-requests.ts';
import type { RequestBudget } from '../../core/requests/request-budget.ts';
import { emptyLedger, type RequestLedger, readSpending } from '../../core/requests/request-ledger.ts';
import { findPlatform, platforms } from '../../platforms/index.ts';
import { type KnownLane, listKnownLanes } from './known-lanes.ts';
import type { LanePorts } from './request-lanes.ts';

type Ports = Pick<LanePorts, 'listLedgers' | 'readBudget' | 'nowMs' | 'toLocalHour'>;

interface Objection {
  error: WireError;
  until: string | null;
}

const toInstant = (atMs: number): string => new Date(atMs).toISOString();

/** An objection as long as it holds. */
function toObjection({ objection }: RequestLedger, nowMs: number): Objection | null {
  if (!objection || (objection.untilMs !== null && objection.untilMs <= nowMs)) return null;
  const { code, untilMs } = objection;
  return { error: toWire(new AppError(code)), until: untilMs === null ? null : toInstant(untilMs) };
}

function describeAccount({ lane, ledger }: KnownLane, budget: RequestBudget, ports: Ports) {
  const nowMs = ports.nowMs();
  const turn = bookRequest(ledger, { budget, nowMs, random: 0, toLocalHour: ports.toLocalHour });
  return {
    account: lane.account,
    spent: readSpending(ledger, nowMs),
    objection: toObjection(ledger, nowMs),
    nextAt: turn && turn.atMs > nowMs ? toInstant(turn.atMs) : null,
  };
}

/** Every platform with its accounts, the one that was asked last first. */
export async function describeAccounts(ports: Ports) {
  const lanes = await listKnownLanes(ports);
  return Promise.all(
    platforms.map(async ({ id, label, budget: defaults }) => {
      const budget = await ports.readBudget(id);
      const own = lanes.filter(({ lane }) => lane.platform === id);
      const accounts = own.map((known, place) => ({
        ...describeAccount(known, budget, ports),
        isCurrent: place === 0,
      }));
      return { platform: id, label, budget, defaults, accounts };
    }),
  );
}

/** What an export would take of the account that was asked last, and what that has left. */
export async function estimateExport(ports: Ports, source: Source, options: JobOptions) {
  const platform = findPlatform(source.platform);
  if (!platform) throw new AppError('input.not_supported');
  const nowMs = ports.nowMs();
  const budget = await ports.readBudget(platform.id);
  const [current] = await listKnownLanes(ports, platform.id);
  const ledger = current?.ledger ?? emptyLedger;
  const spent = readSpending(ledger, nowMs);
  const needsExtraction = platform.media === null;
  const estimate = estimateRequests({ source, options, costs: platform.requests, needsExtraction });
  const { requests } = estimate;
  return {
    ...estimate,
    minutes: requests === null ? null : estimateMinutes(requests, budget, spent),
    leftToday: Math.max(0, budget.perDay - spent.day),
    perDay: budget.perDay,
    objection: toObjection(ledger, nowMs),
  };
}
