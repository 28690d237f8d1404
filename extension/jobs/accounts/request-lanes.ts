/** The lanes of accounts: everything that asks a platform goes through one, one request after the other. */
import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { PlatformId } from '../../../shared/model/source.ts';
import { bookRequest, type Turn } from '../../core/requests/book-request.ts';
import { type Lane, toLaneName, unknownAccount } from '../../core/requests/lane-name.ts';
import type { BudgetReason, RequestBudget } from '../../core/requests/request-budget.ts';
import {
  cancelRequest,
  mergeLedgers,
  noteObjection,
  noteRequests,
  type RequestLedger,
  settleObjection,
} from '../../core/requests/request-ledger.ts';
import { listKnownLanes } from './known-lanes.ts';

/** What lanes need of the world. A ledger is there for every lane: that of an account that was never asked is empty. */
export interface LanePorts {
  changeLedger<T extends { ledger: RequestLedger }>(
    lane: string,
    change: (ledger: RequestLedger) => T,
  ): Promise<T>;
  moveLedger(
    from: string,
    to: string,
    merge: (moved: RequestLedger, known: RequestLedger) => RequestLedger,
  ): Promise<void>;
  listLedgers(): Promise<{ lane: string; ledger: RequestLedger }[]>;
  readBudget(platform: PlatformId): Promise<RequestBudget>;
  nowMs(): number;
  random(): number;
  toLocalHour(atMs: number): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Requests that were booked and may be made now. */
export interface Grant {
  lane: Lane;
  /** When each was booked for, in Unix milliseconds. */
  times: number[];
}

export interface RequestLanes {
  /** The lane of the account that a platform was last asked for: what the companion is lent is its login. */
  findCurrent(platform: PlatformId): Promise<Lane>;
  /**
   * Settles when `cost` requests may be made. Throws `platform.budget_spent` when that is not soon, and the platform's
   * own objection while only the user can settle it.
   */
  take(lane: Lane, cost: number, signal: AbortSignal): Promise<Grant>;
  /** What a grant really took: the rest is given back, and what went beyond it is booked. */
  correct(grant: Grant, requests: number): Promise<void>;
  /** What the platform said: an objection closes the lane, anything else shows that it is open. */
  note(lane: Lane, error: { code: ErrorCode } | null, retryAfterSec: number | null): Promise<void>;
  /** The user says that it is settled, or asks to look again. */
  settle(platform: PlatformId): Promise<void>;
}

/** Longer waits are the job's: it then says when it goes on. */
const longestWaitMs = 90_000;

/** Answers after which a platform is left alone. */
const objections: readonly ErrorCode[] = [
  'platform.rate_limited',
  'platform.checkpoint',
  'platform.login_required',
  'platform.consent_required',
];

interface Booked {
  ledger: RequestLedger;
  turns: Turn[];
}

/** What was asked before anybody was known counts for the first account that is. */
function createAdoption({ moveLedger }: LanePorts): (lane: Lane) => Promise<void> {
  const adopted = new Set<string>();
  return async ({ platform, account }) => {
    const name = toLaneName({ platform, account });
    if (account === unknownAccount || account === 'nobody' || adopted.has(name)) return;
    await moveLedger(toLaneName({ platform, account: unknownAccount }), name, mergeLedgers);
    adopted.add(name);
  };
}

/** Books requests one after the other. Throws the objection that the lane is closed by. */
async function book(ports: LanePorts, lane: Lane, cost: number): Promise<Turn[]> {
  const { changeLedger, nowMs, random, toLocalHour } = ports;
  const budget = await ports.readBudget(lane.platform);
  const booking = { budget, nowMs: nowMs(), random: random(), toLocalHour };
  const { ledger, turns } = await changeLedger(toLaneName(lane), (stored): Booked => {
    let booked: Booked = { ledger: stored, turns: [] };
    for (let count = 0; count < cost; count += 1) {
      const turn = bookRequest(booked.ledger, booking);
      if (turn) booked = { ledger: turn.ledger, turns: [...booked.turns, turn] };
    }
    return booked;
  });
  const code = ledger.objection?.code;
  if (turns.length < cost && code) throw new AppError(code);
  return turns;
}

const toWaitError = (code: ErrorCode, reason: BudgetReason, waitMs: number): AppError =>
  new AppError(code, undefined, { context: { retryAfterSec: Math.ceil(waitMs / 1000), reason } });

function toSpentError({ reason, ledger }: Turn, waitMs: number): AppError {
  const objection = ledger.objection?.code ?? 'platform.rate_limited';
  return toWaitError(reason === 'objection' ? objection : 'platform.budget_spent', reason ?? 'pace', waitMs);
}

/** What the platform has said since a turn was booked holds for who waits for it too. Throws the objection. */
async function checkObjection({ changeLedger, nowMs }: LanePorts, lane: Lane, turn: Turn): Promise<void> {
  const { ledger } = await changeLedger(toLaneName(lane), (stored) => ({ ledger: stored }));
  if (ledger.objection === null) return;
  const { code, untilMs } = ledger.objection;
  if (untilMs === null) throw new AppError(code);
  if (untilMs > turn.atMs) throw toWaitError(code, 'objection', untilMs - nowMs());
}

/** The lanes of all platforms; what they hold beside their ports is only what need not be done twice. */
export function createRequestLanes(ports: LanePorts): RequestLanes {
  const { changeLedger, nowMs } = ports;
  const adopt = createAdoption(ports);
  const giveBack = (lane: Lane, times: readonly number[]): Promise<{ ledger: RequestLedger }> =>
    changeLedger(toLaneName(lane), (stored) => ({
      ledger: times.reduce(cancelRequest, stored),
    }));

  return {
    async findCurrent(platform) {
      const [latest] = await listKnownLanes(ports, platform);
      return latest?.lane ?? { platform, account: unknownAccount };
    },

    async take(lane, cost, signal) {
      signal.throwIfAborted();
      await adopt(lane);
      const turns = await book(ports, lane, cost);
      const grant = { lane, times: turns.map(({ atMs }) => atMs) };
      const last = turns.at(-1);
      const waitMs = (last?.atMs ?? 0) - nowMs();
      if (!last || waitMs <= 0) return grant;
      try {
        if (waitMs > longestWaitMs) throw toSpentError(last, waitMs);
        await ports.sleep(waitMs, signal);
        await checkObjection(ports, lane, last);
      } catch (error) {
        await giveBack(lane, grant.times);
        throw error;
      }
      return grant;
    },

    async correct({ lane, times }, requests) {
      if (requests < times.length) await giveBack(lane, times.slice(requests));
      if (requests > times.length)
        await changeLedger(toLaneName(lane), (stored) => ({
          ledger: noteRequests(stored, requests - times.length, nowMs()),
        }));
    },

    async note(lane, error, retryAfterSec) {
      const objection = objections.find((code) => code === error?.code);
      await changeLedger(toLaneName(lane), (stored) => {
        if (objection)
          return { ledger: noteObjection(stored, { code: objection, nowMs: nowMs(), retryAfterSec }) };
        const isQuiet = stored.objection === null && stored.strikes === 0;
        return { ledger: isQuiet || error ? stored : settleObjection(stored) };
      });
    },

    async settle(platform) {
      const closed = (await listKnownLanes(ports, platform)).filter(
        ({ ledger }) => ledger.objection?.untilMs === null,
      );
      for (const { lane } of closed)
        await changeLedger(toLaneName(lane), (stored) => ({ ledger: settleObjection(stored) }));
    },
  };
}
