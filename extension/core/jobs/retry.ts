/**
 * What a job does about an error: one table, used by every step. What is worth trying again says so itself, see
 * `retryable` in the list of codes.
 */
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

/** Without these nothing can be had; waited for as long as it takes. */
const needed: readonly ErrorCode[] = ['net.failed', 'net.offline', 'host.disconnected', 'host.busy'];

/** May be the whole site's trouble, or that of one post alone: waited for until it looks like the latter. */
const ambiguous: readonly ErrorCode[] = ['net.timeout', 'platform.no_answer'];

/** What may be for want of a connection. */
const lost: readonly ErrorCode[] = ['net.failed', 'net.offline', 'net.timeout'];

/** Without a connection of the browser itself nothing is told of any server. */
export const isOutage = (code: ErrorCode, isOnline: boolean): boolean => !isOnline && lost.includes(code);

/** What is to be done about an error; times in milliseconds. */
export type Remedy =
  /** Try the same request again after this time. */
  | { type: 'again'; afterMs: number }
  /** Pause the whole job until then. */
  | { type: 'wait'; afterMs: number }
  /** Pause until then too, unless the site answers: then it is this one alone that cannot be reached, and it is given up. */
  | { type: 'look'; afterMs: number }
  /** Pause until the user acts. */
  | { type: 'ask_user' }
  /** Give up this item or list, say so, and go on with the others. */
  | { type: 'refuse' }
  /** End at once without a trace in the result. */
  | { type: 'stop' };

const maxAttempts = 4;
/** Together half an hour. */
const maxWaits = 5;
/** Together about as long. */
const maxOfflineWaits = 18;
const minuteMs = 60_000;

interface Trouble {
  error: AppError;
  /** Attempts of this very request that failed, from 1. */
  attempt: number;
  /** Pauses of the job in a row without progress, and those in a row because the browser had no connection. */
  waits: number;
  offlineWaits: number;
  /** Whether the browser has a connection, as far as it knows. */
  isOnline: boolean;
  /** What the server asked for, when it did. */
  retryAfterSec: number | null;
  /** 0 to 1. */
  random: number;
  /** It is about one file or post of many, which need not wait for it. */
  isOneOfMany: boolean;
}

/** To look whether there is a connection again asks nobody for anything: 10, 20, 40, … seconds, at most two minutes. */
const offlineMs = (waits: number): number => Math.min(120, 10 * 2 ** waits) * 1000;

/** A ban without a stated end: 1, 2, 4, … minutes, at most half an hour. */
const pauseMs = (waits: number): number => Math.min(30, 2 ** waits) * minuteMs;

/** The way to one file of many may be broken for good while all others are open; no name of its server looks like no network. */
const isAlone = ({ error: { code }, waits, isOneOfMany }: Trouble): boolean =>
  (code === 'net.failed' || code === 'net.offline') && isOneOfMany && waits >= maxWaits;

function canWait({ error: { code }, waits, isOneOfMany }: Trouble): boolean {
  if (needed.includes(code)) return true;
  // The server is there, so the next file may come; but a list is given up only when the site stays broken.
  const isAmbiguous = ambiguous.includes(code) || (code === 'net.http' && !isOneOfMany);
  return isAmbiguous && waits < maxWaits;
}

/** For what the library has thrown in the middle of a step: it says nothing of the list or file that was at work. */
export function chooseLibraryRemedy({ code }: AppError, waits: number): Remedy {
  if (needsUser.includes(code)) return { type: 'ask_user' };
  return code === 'storage.failed' && waits < maxWaits
    ? { type: 'wait', afterMs: pauseMs(waits) }
    : { type: 'refuse' };
}

/** The remedy for one failed request. Pure: the caller sleeps, pauses or gives up. */
export function chooseRemedy(trouble: Trouble): Remedy {
  const { error, attempt, waits, retryAfterSec, random } = trouble;
  if (error.code === 'job.cancelled') return { type: 'stop' };
  if (needsUser.includes(error.code)) return { type: 'ask_user' };
  if (error.code === 'platform.rate_limited' || error.code === 'platform.budget_spent')
    return {
      type: 'wait',
      afterMs: retryAfterSec === null ? pauseMs(waits) : retryAfterSec * 1000 + 1000 * random,
    };
  if (!error.retryable) return { type: 'refuse' };
  if (isOutage(error.code, trouble.isOnline)) {
    // A browser that knows of no connection may have one all the same.
    const isDoubtful = trouble.isOneOfMany && trouble.offlineWaits >= maxOfflineWaits;
    return { type: isDoubtful ? 'look' : 'wait', afterMs: offlineMs(trouble.offlineWaits) };
  }
  const isOffline = error.code === 'net.offline';
  const afterMs = isOffline ? offlineMs(waits) : pauseMs(waits);
  if (isOffline && !isAlone(trouble)) return { type: 'wait', afterMs };
  if (attempt < maxAttempts) return { type: 'again', afterMs: 2 ** (attempt - 1) * 500 * (1 + random) };
  if (isAlone(trouble)) return { type: 'look', afterMs };
  return canWait(trouble) ? { type: 'wait', afterMs } : { type: 'refuse' };
}
