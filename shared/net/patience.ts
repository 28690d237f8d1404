/** How often, and after which time, a server is asked again. */
import { AppError } from '../app-error.ts';
import { readRetryAfterSec } from '../retry-after.ts';
import { maxDelayMs, toDelayMs } from './retry.ts';

const maxFailures = 4;
/** A try that brought this much was no failure, whatever ended it. */
export const progressBytes = 32 * 1024;
const afterProgressMs = 100;

/** Counts the failures of one file. */
export interface Patience {
  /**
   * Waits before the next try, as long as the server has asked for, else longer after each failure. Throws the error
   * when it is not one to try again after, at the fourth failure in a row, and when the wait would be above a minute:
   * that is the caller's to plan.
   */
  wait(error: unknown, gainedBytes: number): Promise<void>;
}

/** How a wait is done, and given up. */
export interface Pauses {
  /** Throws when there is nothing more to wait for. */
  throwIfAborted(): void;
  sleep(ms: number): Promise<unknown>;
}

/** Worth asking again for the same bytes. */
const isPassing = (error: unknown): error is AppError =>
  error instanceof AppError &&
  error.retryable &&
  !['media.expired', 'media.damaged', 'storage.full', 'storage.failed', 'host.busy'].includes(error.code);

/** Milliseconds that the server asked for; null when it did not. */
function readAskedDelayMs(error: AppError): number | null {
  const delaySec = readRetryAfterSec(error);
  return delaySec === null ? null : delaySec * 1000;
}

/** `pace` 1 is the usual one; tests are quicker. */
export function createPatience(pauses: Pauses, pace = 1): Patience {
  let failures = 0;
  return {
    async wait(error, gainedBytes) {
      pauses.throwIfAborted();
      if (!isPassing(error)) throw error;
      failures = gainedBytes >= progressBytes ? 0 : failures + 1;
      if (failures >= maxFailures) throw error;
      const own =
        failures === 0 ? afterProgressMs * (1 + Math.random()) : toDelayMs(failures - 1, Math.random());
      const delayMs = readAskedDelayMs(error) ?? own * pace;
      if (delayMs > maxDelayMs) throw error;
      await pauses.sleep(delayMs);
    },
  };
}
