/** The fetches that a worker runs: one for each file, however often it is asked for. */
import { AppError } from '../../../shared/errors.ts';
import type { OnProgress } from './progress.ts';

interface Running<Result> {
  result: Promise<Result>;
  abort: AbortController;
  listeners: Set<OnProgress>;
}

/** Fetches by their file. */
export interface RunningFetches<Result> {
  /** Joins the one that runs for this file: who asked for it before may have gone. */
  run(
    key: string,
    start: (onProgress: OnProgress, signal: AbortSignal) => Promise<Result>,
    onProgress: OnProgress,
  ): Promise<Result>;
  /** Ends those whose key begins so with `job.cancelled`, and settles when they have written down where they are. */
  stop(prefix: string): Promise<void>;
}

/** One for each worker. */
export function createRunningFetches<Result>(): RunningFetches<Result> {
  const running = new Map<string, Running<Result>>();
  return {
    async run(key, start, onProgress) {
      const known = running.get(key);
      if (known && !known.abort.signal.aborted) {
        known.listeners.add(onProgress);
        return known.result;
      }
      await known?.result.catch(() => undefined);
      const abort = new AbortController();
      const listeners = new Set([onProgress]);
      const tell: OnProgress = (progress) => {
        for (const listener of listeners) listener(progress);
      };
      const result = start(tell, abort.signal).finally(() => running.delete(key));
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
