/** The lane of an account: everything that asks a platform goes through it, one request after the other. */
import { AppError, type ErrorCode, errorCodes } from '../../shared/errors.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import type { RequestBudget } from '../core/request-budget.ts';
import {
  bookRequest,
  cancelRequest,
  emptyLedger,
  noteObjection,
  type RequestLedger,
  settleObjection,
  type Turn,
} from '../core/request-ledger.ts';

/** What lanes need of the world. */
export interface LanePorts {
  changeLedger<T extends { ledger: RequestLedger }>(
    lane: string,
    change: (ledger: RequestLedger | undefined) => T,
  ): Promise<T>;
  readBudget(platform: PlatformId): Promise<RequestBudget>;
  nowMs(): number;
  random(): number;
  toLocalHour(atMs: number): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface RequestLanes {
  /**
   * Settles when `cost` requests may be made. Throws `platform.budget_spent` when that is not soon, and the platform's
   * own objection while only the user can settle it.
   */
  take(platform: PlatformId, cost: number, signal: AbortSignal): Promise<void>;
  /** What the platform said: an objection closes the lane, anything else shows that it is open. */
  note(platform: PlatformId, error: { code: ErrorCode } | null, retryAfterSec: number | null): Promise<void>;
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

/** One ledger for each platform and account; the account that is logged in, as long as pages do not say which. */
const toLane = (platform: PlatformId): string => `${platform}:default`;

interface Booked {
  ledger: RequestLedger;
  turns: Turn[];
}

/** The lanes of all platforms; they hold nothing but their ports, so that a restart changes nothing. */
export function createRequestLanes(ports: LanePorts): RequestLanes {
  const { changeLedger, nowMs, random, toLocalHour } = ports;

  const book = async (platform: PlatformId, cost: number): Promise<Turn[]> => {
    const budget = await ports.readBudget(platform);
    const booking = { budget, nowMs: nowMs(), random: random(), toLocalHour };
    const { ledger, turns } = await changeLedger(toLane(platform), (stored): Booked => {
      let booked: Booked = { ledger: stored ?? emptyLedger, turns: [] };
      for (let count = 0; count < cost; count += 1) {
        const turn = bookRequest(booked.ledger, booking);
        if (turn) booked = { ledger: turn.ledger, turns: [...booked.turns, turn] };
      }
      return booked;
    });
    const code = ledger.objection?.code;
    if (turns.length < cost && code) throw new AppError(code);
    return turns;
  };

  const giveBack = (platform: PlatformId, turns: Turn[]): Promise<{ ledger: RequestLedger }> =>
    changeLedger(toLane(platform), (stored) => ({
      ledger: turns.reduce((ledger, { atMs }) => cancelRequest(ledger, atMs), stored ?? emptyLedger),
    }));

  return {
    async take(platform, cost, signal) {
      signal.throwIfAborted();
      const turns = await book(platform, cost);
      const last = turns.at(-1);
      const waitMs = (last?.atMs ?? 0) - nowMs();
      if (!last || waitMs <= 0) return;
      if (waitMs > longestWaitMs) {
        await giveBack(platform, turns);
        const code = last.reason === 'objection' ? 'platform.rate_limited' : 'platform.budget_spent';
        const context = { retryAfterSec: Math.ceil(waitMs / 1000), reason: last.reason ?? 'pace' };
        throw new AppError(code, errorCodes[code].sentence, { context });
      }
      try {
        await ports.sleep(waitMs, signal);
      } catch (error) {
        await giveBack(platform, turns);
        throw error;
      }
    },

    async note(platform, error, retryAfterSec) {
      const objection = objections.find((code) => code === error?.code);
      await changeLedger(toLane(platform), (stored = emptyLedger) => {
        if (objection)
          return { ledger: noteObjection(stored, { code: objection, nowMs: nowMs(), retryAfterSec }) };
        const isQuiet = stored.objection === null && stored.strikes === 0;
        return { ledger: isQuiet || error ? stored : settleObjection(stored) };
      });
    },

    async settle(platform) {
      await changeLedger(toLane(platform), (stored = emptyLedger) => ({
        ledger: stored.objection?.untilMs === null ? settleObjection(stored) : stored,
      }));
    },
  };
}
