/** The fetches that a worker runs: one for each file, however often it is asked for. */
import { AppError } from '../../../shared/errors.ts';
import type { TransferProgress } from './progress.ts';

type Tell<Progress> = (progress: Progress) => void;

interface Running<Result, Progress> {
  result: Promise<Result>;
  abort: AbortController;
  listeners: Set<Tell<Progress>>;
}

/** Fetches by their file. */
export interface RunningFetches<Result, Progress> {
  /** Joins the one that runs for this file: who asked for it before may have gone. */
  run(
    key: string,
    start: (onProgress: Tell<Progress>, signal: AbortSignal) => Promise<Result>,
    onProgress: Tell<Progress>,
  ): Promise<Result>;
  /** Ends those whose key begins so with `job.cancelled`, and settles when they have written down where they are. */
  stop(prefix: string): Promise<void>;
}

/** One for each worker. */
export function createRunningFetches<Result, Progress = TransferProgress>(): RunningFetches<
  Result,
  Progress
> {
  const running = new Map<string, Running<Result, Progress>>();
  return {
    run(key, start, onProgress) {
      const known = running.get(key);
      if (known && !known.abort.signal.aborted) {
        known.listeners.add(onProgress);
        return known.result;
      }
      const abort = new AbortController();
      const listeners = new Set([onProgress]);
      const begin = async (): Promise<Result> => {
        // One that is being stopped has the file open until it has written down where it is.
        await Promise.allSettled([known?.result]);
        abort.signal.throwIfAborted();
        return start((progress) => {
          for (const listener of listeners) listener(progress);
        }, abort.signal);
      };
      const result = begin().finally(() => {
        if (running.get(key)?.abort === abort) running.delete(key);
      });
      // Noted before anything is awaited: a second call at the same moment joins this one.
      running.set(key, { result, abort, listeners });
      return result;
    },
    async stop(prefix) {
      const ending = [...running].filter(([key]) => key.startsWith(prefix));
      for (const [, { abort }] of ending) abort.abort(new AppError('job.cancelled'));
      await Promise.allSettled(ending.map(([, { result }]) => result));
    },
  };
}
