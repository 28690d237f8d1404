/** A worker that is heard when it cannot be started, dies or is stuck: what was asked of it fails then, and waits no more. */
import { type Remote, wrap } from 'comlink';
import { AppError, fromWire } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { WireError } from '../../../shared/wire-error.ts';

/** How long a worker may work, and be silent; and what that is called. */
export interface WorkerLimits {
  signal?: AbortSignal;
  /** Of all that it does. @default none */
  totalMs?: number;
  /** While something is asked. @default none */
  silenceMs?: number;
  /** @default `failedCode` */
  stalledCode?: ErrorCode;
  /** What a worker is called that could not be started, or died. */
  failedCode: ErrorCode;
}

/** Asks a worker; `sign` is to be called at every sign of life. */
export type AskWorker<Api> = <Result>(
  question: (api: Remote<Api>, sign: () => void) => Promise<Result | { error: WireError }>,
) => Promise<Result>;

/** A worker that runs. */
export interface RunningWorker<Api> {
  /** Throws AppError: its own, `job.cancelled`, or those of the limits. */
  ask: AskWorker<Api>;
  /** Whether it answers nothing any more. */
  isLost(): boolean;
  end(): void;
}

const isFailure = (answer: unknown): answer is { error: WireError } =>
  typeof answer === 'object' && answer !== null && 'error' in answer;

/** Fails all who wait at once, and those who come later. */
function createAlarm() {
  const waiting = new Set<(error: AppError) => void>();
  let raised: AppError | null = null;
  return {
    raise(error: AppError): void {
      raised ??= error;
      for (const reject of waiting) reject(raised);
    },
    isRaised: () => raised !== null,
    /** Each with a promise of its own: one for all would keep every answer alive. */
    async watch<Result>(work: () => Promise<Result>): Promise<Result> {
      if (raised) throw raised;
      const { promise, reject } = Promise.withResolvers<never>();
      waiting.add(reject);
      try {
        return await Promise.race([work(), promise]);
      } finally {
        waiting.delete(reject);
      }
    },
  };
}

/** Calls `stall` when nothing was heard for so long. */
function listenFor(silenceMs: number | undefined, stall: () => void) {
  const begin = () => (silenceMs === undefined ? undefined : setTimeout(stall, silenceMs));
  let timer = begin();
  return {
    sign(): void {
      clearTimeout(timer);
      timer = begin();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Watches a worker that was just started; `end` has to be called. */
export function watchWorker<Api>(worker: Worker, limits: WorkerLimits): RunningWorker<Api> {
  const { signal, totalMs, silenceMs, failedCode, stalledCode = failedCode } = limits;
  const api = wrap<Api>(worker);
  const alarm = createAlarm();
  const stall = (): void => alarm.raise(new AppError(stalledCode));
  const cancel = (): void => alarm.raise(new AppError('job.cancelled'));
  const total = totalMs === undefined ? undefined : setTimeout(stall, totalMs);
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  worker.addEventListener('error', (event) => {
    // Else the error of a worker's worker would end both.
    event.preventDefault();
    alarm.raise(new AppError(failedCode, event.message || undefined));
  });
  // An answer that cannot be read would be waited for without end.
  worker.addEventListener('messageerror', () => alarm.raise(new AppError(failedCode)));
  return {
    ask: (question) =>
      alarm.watch(async () => {
        const { sign, stop } = listenFor(silenceMs, stall);
        try {
          const answer = await question(api, sign);
          if (isFailure(answer)) throw fromWire(answer.error);
          return answer;
        } finally {
          stop();
        }
      }),
    isLost: alarm.isRaised,
    end() {
      clearTimeout(total);
      signal?.removeEventListener('abort', cancel);
      worker.terminate();
    },
  };
}
