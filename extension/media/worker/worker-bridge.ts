/** A worker for one piece of work: started when it is wanted, ended afterwards, when it is cancelled, and when it is stuck. */
import { type Remote, wrap } from 'comlink';
import { AppError, type ErrorCode, fromWire, type WireError } from '../../../shared/errors.ts';

/** How long a worker may work, and be silent; and what that is called. */
export interface WorkerLimits {
  signal: AbortSignal;
  /** Of all that it does. @default none */
  totalMs?: number;
  silenceMs: number;
  stalledCode: ErrorCode;
  /** What a worker is called that could not be started, or died. */
  failedCode: ErrorCode;
}

/** A worker that runs. */
export interface RunningWorker<Api> {
  /** Asks it; `sign` is to be called at every sign of life. Throws AppError: its own, `job.cancelled`, or those of the limits. */
  ask<Result>(
    question: (api: Remote<Api>, sign: () => void) => Promise<Result | { error: WireError }>,
  ): Promise<Result>;
  end(): void;
}

const isFailure = (answer: unknown): answer is { error: WireError } =>
  typeof answer === 'object' && answer !== null && 'error' in answer;

/** Watches a worker that was just started; `end` has to be called. */
export function watchWorker<Api>(worker: Worker, limits: WorkerLimits): RunningWorker<Api> {
  const { signal, totalMs, silenceMs, stalledCode, failedCode } = limits;
  const api = wrap<Api>(worker);
  const ended = Promise.withResolvers<never>();
  // Nobody may be waiting when it ends.
  ended.promise.catch((error: unknown) => error);
  const stall = (): void => ended.reject(new AppError(stalledCode));
  const cancel = (): void => ended.reject(new AppError('job.cancelled'));
  const total = totalMs === undefined ? undefined : setTimeout(stall, totalMs);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  worker.addEventListener('error', (event) =>
    ended.reject(new AppError(failedCode, event.message || undefined)),
  );
  return {
    async ask(question) {
      let silence = setTimeout(stall, silenceMs);
      const sign = (): void => {
        clearTimeout(silence);
        silence = setTimeout(stall, silenceMs);
      };
      try {
        const answer = await Promise.race([question(api, sign), ended.promise]);
        if (isFailure(answer)) throw fromWire(answer.error);
        return answer;
      } finally {
        clearTimeout(silence);
      }
    },
    end() {
      clearTimeout(total);
      signal.removeEventListener('abort', cancel);
      worker.terminate();
    },
  };
}
