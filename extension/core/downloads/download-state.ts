/** How a download goes from one state to the next, and what it does about an error. */
import { type AppError, toWire } from '../../../shared/app-error.ts';
import type { DownloadProgress } from '../../../shared/protocol/download-commands.ts';
import { readRetryAfterSec } from '../../../shared/retry-after.ts';
import { chooseRemedy } from '../jobs/retry.ts';
import {
  canFillGaps,
  type DownloadRecord,
  type DownloadState,
  isOpenDownload,
  type SavedDownload,
} from './download-record.ts';

type Status = DownloadState['status'];

/** What happens to a download. */
export type DownloadEvent =
  | { type: 'begin' }
  | { type: 'pause'; progress: DownloadProgress | null }
  /** The user wants it to go on, or to be tried again. */
  | { type: 'resume' }
  /** The worker that ran it is gone. */
  | { type: 'requeue' }
  /** The browser runs it by itself: in this run the companion has nothing of it. */
  | { type: 'take-over' }
  | { type: 'interrupt'; error: AppError; retryAt: string | null }
  | { type: 'finish'; saved: SavedDownload }
  | { type: 'fail'; error: AppError }
  | { type: 'cancel'; discard: boolean }
  /** The companion has removed the part files. */
  | { type: 'forget-parts' };

/** States in which an event means anything; in others it came too late and changes nothing. */
const from: Record<DownloadEvent['type'], readonly Status[]> = {
  begin: ['queued', 'interrupted'],
  pause: ['queued', 'running', 'interrupted'],
  resume: ['paused', 'interrupted', 'failed', 'cancelled'],
  requeue: ['running'],
  'take-over': ['queued', 'running', 'paused', 'cancelled'],
  interrupt: ['running'],
  // A file that is whole is whole, even if the user spoke a moment too late.
  finish: ['queued', 'running', 'paused', 'cancelled'],
  fail: ['running', 'paused'],
  cancel: ['queued', 'running', 'paused', 'interrupted', 'failed', 'cancelled'],
  'forget-parts': ['cancelled'],
};

function toState(event: DownloadEvent, { state, begun }: DownloadRecord): DownloadState {
  switch (event.type) {
    case 'begin':
      return { status: 'running' };
    case 'pause':
      return { status: 'paused', progress: event.progress };
    case 'resume':
    case 'requeue':
      return { status: 'queued' };
    case 'take-over':
      return state;
    case 'interrupt':
      return { status: 'interrupted', error: toWire(event.error), retryAt: event.retryAt };
    case 'finish':
      return { status: 'finished', saved: event.saved };
    case 'fail':
      return { status: 'failed', error: toWire(event.error) };
    case 'cancel':
      if (!begun) return { status: 'cancelled', parts: 'gone' };
      return { status: 'cancelled', parts: event.discard ? 'leaving' : 'kept' };
    case 'forget-parts':
      return { status: 'cancelled', parts: 'gone' };
  }
}

/** Whether another try goes on with what the browser has made and handed over; after other ends it begins anew. */
export const canGoOn = ({ state }: Pick<DownloadRecord, 'state'>): boolean =>
  isOpenDownload({ state }) || (state.status === 'cancelled' && state.parts === 'kept');

/** Counted when a run begins, and taken back when the browser turns out to do it. */
function countCompanionRuns({ begun, companionRuns }: DownloadRecord, event: DownloadEvent): number {
  const runs = companionRuns ?? (begun ? 1 : 0);
  if (event.type === 'begin') return runs + 1;
  return event.type === 'take-over' ? Math.max(0, runs - 1) : runs;
}

/** Whether the companion may hold part files of it. */
export const mayBeAtCompanion = ({ begun, companionRuns }: DownloadRecord): boolean =>
  companionRuns === undefined ? begun : companionRuns > 0;

/** The record after an event at a time; null when the event means nothing in its state. */
export function afterEvent(
  record: DownloadRecord,
  event: DownloadEvent,
  nowMs: number,
): DownloadRecord | null {
  const isAnotherTry = event.type === 'resume' && canFillGaps(record.state);
  if (!from[event.type].includes(record.state.status) && !isAnotherTry) return null;
  const next = { ...record, state: toState(event, record) };
  return {
    ...next,
    begun: record.begun || event.type === 'begin',
    companionRuns: countCompanionRuns(record, event),
    title: event.type === 'finish' && event.saved.title ? event.saved.title : record.title,
    losses: event.type === 'resume' ? 0 : event.type === 'interrupt' ? record.losses + 1 : record.losses,
    delivery: canGoOn(next) ? (record.delivery ?? null) : null,
    finishedAt: isOpenDownload(next) ? null : new Date(nowMs).toISOString(),
  };
}

/** Wants to be run now. */
export function isDueDownload({ state }: Pick<DownloadRecord, 'state'>, nowMs: number): boolean {
  if (state.status === 'interrupted') return state.retryAt !== null && Date.parse(state.retryAt) <= nowMs;
  return state.status === 'queued';
}

interface Chance {
  nowMs: number;
  /** 0 to 1. */
  random: number;
}

/** What the companion says of a call that ended without a fault of the download. */
const isLoss = (error: AppError): boolean => error.code === 'job.cancelled';

/** What an error makes of a running download: it goes on later by itself, waits for the user, or has failed. Pure. */
export function toEventAfterError(
  { losses }: Pick<DownloadRecord, 'losses'>,
  error: AppError,
  { nowMs, random }: Chance,
): DownloadEvent {
  // By somebody else who speaks to the companion.
  if (error.code === 'job.paused') return { type: 'pause', progress: null };
  const remedy = chooseRemedy({
    error,
    attempt: losses + 1,
    waits: Math.max(0, losses - 3),
    retryAfterSec: readRetryAfterSec(error),
    random,
    isOneOfMany: false,
    offlineWaits: 0,
    isOnline: true,
  });
  const at = (afterMs: number): DownloadEvent => ({
    type: 'interrupt',
    error,
    retryAt: new Date(nowMs + afterMs).toISOString(),
  });
  if (remedy.type === 'again' || remedy.type === 'wait') return at(remedy.afterMs);
  if (isLoss(error)) return at(1000);
  if (remedy.type === 'ask_user' || error.code === 'host.missing')
    return { type: 'interrupt', error, retryAt: null };
  return { type: 'fail', error };
}
