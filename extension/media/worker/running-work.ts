/** Work that runs once, however often it is asked for: who asked before may have been ended. */
import { AppError } from '../../../shared/app-error.ts';

type Tell<Progress> = (progress: Progress) => void;

interface Running<Result, Progress> {
  result: Promise<Result>;
  abort: AbortController;
  listeners: Set<Tell<Progress>>;
}

/** Work by what it is of. */
export interface RunningWork<Result, Progress> {
  /** Joins the one that runs under this key. */
  run(
    key: string,
    start: (onProgress: Tell<Progress>, signal: AbortSignal) => Promise<Result>,
    onProgress?: Tell<Progress>,
  ): Promise<Result>;
  /** Ends those whose key begins so with `job.cancelled`, and settles when they have written down where they are. */
  stop(prefix: string): Promise<void>;
}

/** One for each kind of work. */
export function createRunningWork<Result, Progress = never>(): RunningWork<Result, Progress> {
  const running = new Map<string, Running<Result, Progress>>();
  return {
    run(key, start, onProgress) {
      const known = running.get(key);
      if (known && !known.abort.signal.aborted) {
        if (onProgress) known.listeners.add(onProgress);
        return known.result;
      }
      const abort = new AbortController();
      const listeners = new Set(onProgress ? [onProgress] : []);
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
