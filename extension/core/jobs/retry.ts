/** What a job does about an error: one table, used by every step. */
import type { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';

/** The user has to do something first; the job waits for Resume. */
const needsUser: readonly ErrorCode[] = [
  'platform.login_required',
  'platform.account_changed',
  'platform.consent_required',
  'platform.checkpoint',
  'platform.tab_hidden',
  'host.forbidden',
  'host.protocol',
  'ytdlp.missing',
  'ytdlp.outdated',
  'ffmpeg.missing',
  'storage.full',
  'storage.read_only',
  'storage.permission',
  'storage.folder_missing',
  'net.permission',
];

/** Worth trying again at once or after seconds. */
const passing: readonly ErrorCode[] = [
  'net.failed',
  'net.timeout',
  'net.http',
  'net.offline',
  'platform.tab_lost',
  'platform.no_answer',
  'host.disconnected',
  'host.busy',
  'media.incomplete',
  'media.expired',
  'ytdlp.stalled',
];

/** What is to be done about an error; times in milliseconds. */
export type Remedy =
  /** Try the same request again after this time. */
  | { type: 'again'; afterMs: number }
  /** Pause the whole job until then. */
  | { type: 'wait'; afterMs: number }
  /** Pause until the user acts. */
  | { type: 'ask_user' }
  /** Give up this item or list, say so, and go on with the others. */
  | { type: 'refuse' }
  /** End at once without a trace in the result. */
  | { type: 'stop' };

const maxAttempts = 4;
const minuteMs = 60_000;

interface Trouble {
  error: AppError;
  /** Attempts of this very request that failed, from 1. */
  attempt: number;
  /** Pauses of the job in a row without progress. */
  waits: number;
  /** What the server asked for, when it did. */
  retryAfterSec: number | null;
  /** 0 to 1. */
  random: number;
}

/** A ban without a stated end: 1, 2, 4, … minutes, at most half an hour. */
const pauseMs = (waits: number): number => Math.min(30, 2 ** waits) * minuteMs;

/** The remedy for one failed request. Pure: the caller sleeps, pauses or gives up. */
export function chooseRemedy({ error, attempt, waits, retryAfterSec, random }: Trouble): Remedy {
  if (error.code === 'job.cancelled') return { type: 'stop' };
  if (needsUser.includes(error.code)) return { type: 'ask_user' };
  if (error.code === 'platform.rate_limited' || error.code === 'platform.budget_spent')
    return {
      type: 'wait',
      afterMs: retryAfterSec === null ? pauseMs(waits) : retryAfterSec * 1000 + 1000 * random,
    };
  if (!passing.includes(error.code)) return { type: 'refuse' };
  if (attempt < maxAttempts) return { type: 'again', afterMs: 2 ** (attempt - 1) * 500 * (1 + random) };
  return /^(net|host)\.|^platform\.no_answer$/.test(error.code)
    ? { type: 'wait', afterMs: pauseMs(waits) }
    : { type: 'refuse' };
}
