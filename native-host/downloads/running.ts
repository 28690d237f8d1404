/** The downloads of this process. Several calls can wait for the same one; it ends when the last of them has left. */
import { AppError } from '../../shared/app-error.ts';
import type { CommandResponse } from '../../shared/protocol/commands.ts';
import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';

type Saved = CommandResponse<'download'>;

/** How a call listens to a download. */
export interface Listener {
  /** Aborted when the call no longer wants it. */
  signal: AbortSignal;
  emit(progress: DownloadProgress): void;
}

/** What does the work; `signal` is aborted with an AppError that says why. */
export type Runner = (listener: Listener) => Promise<Saved>;

/** A download under way. */
export interface Running {
  /** Stands for what was asked for. */
  key: string;
  /** Settles like the download, or rejects at once when the call leaves and others stay. */
  join(listener: Listener): Promise<Saved>;
  /** True once it was told to end: who comes now would get what those got who have left. */
  isEnding(): boolean;
  /** Ends it for everybody; settles when its processes are gone. */
  stop(reason: AppError): Promise<void>;
}

const running = new Map<string, Running>();

/** Null when this process is not at it. */
export const findRunning = (downloadId: string): Running | null => running.get(downloadId) ?? null;

/** Why a call has left, as an error of ours. */
const toReason = ({ reason }: AbortSignal): AppError =>
  reason instanceof AppError ? reason : new AppError('job.cancelled');

/** Begins a download that is not running; nobody listens yet. */
function startRunning(downloadId: string, key: string, run: Runner): Running {
  const abort = new AbortController();
  const listeners = new Set<Listener>();
  let last: DownloadProgress | null = null;
  const emit = (progress: DownloadProgress): void => {
    last = progress;
    for (const listener of listeners) listener.emit(progress);
  };
  const ended = run({ signal: abort.signal, emit })
    // Whatever broke when it was told to end, it ended because it was told to.
    .catch((error: unknown) => Promise.reject(abort.signal.aborted ? toReason(abort.signal) : error))
    .finally(() => {
      if (running.get(downloadId) === started) running.delete(downloadId);
    });
  // Heard by those who join; without them it would count as unhandled.
  ended.catch(() => undefined);

  const started: Running = {
    key,
    join(listener) {
      listeners.add(listener);
      if (last) listener.emit(last);
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          listeners.delete(listener);
          if (listeners.size > 0) reject(toReason(listener.signal));
          else abort.abort(toReason(listener.signal));
        };
        if (listener.signal.aborted) leave();
        else listener.signal.addEventListener('abort', leave, { once: true });
        ended.then(resolve, reject).finally(() => listener.signal.removeEventListener('abort', leave));
      });
    },
    isEnding: () => abort.signal.aborted,
    async stop(reason) {
      abort.abort(reason);
      await Promise.allSettled([ended]);
    },
  };
  running.set(downloadId, started);
  return started;
}

/** The one that runs under this id, or a new one; one that is ending is waited for first. */
export async function findOrStart(downloadId: string, key: string, run: Runner): Promise<Running> {
  for (let under = findRunning(downloadId); under; under = findRunning(downloadId)) {
    if (!under.isEnding()) return under;
    await under.stop(new AppError('job.cancelled'));
  }
  // In the same turn as the look: two that have waited would both begin.
  return startRunning(downloadId, key, run);
}
