/** Runs the downloads that are due, two at a time, in their order. */
import { AppError } from '../../../shared/app-error.ts';
import { isDueDownload } from '../../core/downloads/download-state.ts';
import { coalesce } from '../run/coalesce.ts';
import { libraryRestMs } from '../run/library-trouble.ts';
import type { DownloadPorts } from './ports.ts';
import { reconcileDownloads } from './reconcile-downloads.ts';
import { runDownload } from './run-download.ts';

/** One merges while the other downloads, and a site sees no more than a person with two tabs. */
const atOnce = 2;
/** Below it a timer of this worker is enough; alarms come no oftener than every half minute. */
const soonMs = 25_000;

export interface DownloadQueue {
  /** Looks what is due and starts it. Safe to call at any time, as often as one likes; never rejects. */
  tick(): Promise<void>;
  /** Ends the call of a running download; its record is the caller's to change. */
  abort(downloadId: string): void;
}

interface QueueHooks {
  /** Called when nothing runs; `nextAtMs` is when the next interrupted one is due. */
  onIdle(nextAtMs: number | null): Promise<void>;
  onBusy(): Promise<void>;
  /** Called before each look; throws while the library is not to be used. */
  prepare(): Promise<void>;
  /** Called when the library itself fails, so that no download can say what is wrong. */
  onTrouble(error: unknown): void;
}

/** What runs is known only to this worker; a new one begins by asking the companion what became of it. */
export function createDownloadQueue(ports: DownloadPorts, hooks: QueueHooks): DownloadQueue {
  const running = new Map<string, AbortController>();
  let reconciled: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const start = (downloadId: string): void => {
    const abort = new AbortController();
    running.set(downloadId, abort);
    void runDownload(ports, downloadId, abort.signal)
      .finally(() => running.delete(downloadId))
      .then(tick, restAfter)
      .catch(hooks.onTrouble);
  };

  async function restAfter(error: unknown): Promise<void> {
    hooks.onTrouble(error);
    // Others that run look again at their end.
    if (running.size > 0) return;
    // What has ended may be on record as running.
    reconciled = null;
    await hooks.onIdle(ports.nowMs() + libraryRestMs);
  }

  async function look(): Promise<void> {
    await hooks.prepare();
    reconciled ??= reconcileDownloads(ports);
    await reconciled.catch((error: unknown) => {
      reconciled = null;
      throw error;
    });
    const waiting = await ports.store.listIn(['queued', 'interrupted']);
    const nowMs = ports.nowMs();
    const due = waiting.filter((record) => isDueDownload(record, nowMs) && !running.has(record.id));
    if (due.length > 0 || running.size > 0) await hooks.onBusy();
    for (const { id } of due.slice(0, Math.max(0, atOnce - running.size))) start(id);

    const times = waiting.flatMap(({ state }) =>
      state.status === 'interrupted' && state.retryAt !== null ? [Date.parse(state.retryAt)] : [],
    );
    const nextAtMs = Math.min(...times.filter((atMs) => atMs > nowMs));
    clearTimeout(timer);
    if (nextAtMs - nowMs < soonMs) timer = setTimeout(tick, nextAtMs - nowMs);
    if (running.size === 0) await hooks.onIdle(Number.isFinite(nextAtMs) ? nextAtMs : null);
  }

  const tick = coalesce(look, (error) => void restAfter(error).catch(hooks.onTrouble));
  return {
    tick,
    abort: (downloadId) => running.get(downloadId)?.abort(new AppError('job.cancelled')),
  };
}
