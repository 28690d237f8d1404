/** One request until it succeeds or its error is final: what every step does about errors. */
import { AppError, toAppError } from '../../../shared/app-error.ts';
import { readRetryAfterSec } from '../../../shared/retry-after.ts';
import { isList } from '../../core/jobs/reopen-step.ts';
import { chooseRemedy } from '../../core/jobs/retry.ts';
import { JobPause, pauseForUser, pauseUntil } from './job-pause.ts';
import { readJobNow, type StepContext } from './step-context.ts';

/** What a platform said no to, with the pause it asked for. */
export class RefusedRequest extends Error {
  readonly error: AppError;
  readonly retryAfterSec: number | null;

  constructor(error: AppError, retryAfterSec: number | null) {
    super(error.message);
    this.error = error;
    this.retryAfterSec = retryAfterSec;
  }
}

/** Whether the site says something of the post that is worked on; then there is a network. */
async function isSiteThere({ job, ports, signal, item }: StepContext): Promise<boolean> {
  if (!item) return false;
  const request = { verb: 'details', itemId: item.id, url: item.url } as const;
  const asked = ports.pages.ask({ ref: job.ref, request, persona: job.persona }, signal);
  return asked.then(
    // What may be had later is no answer yet.
    ({ reply }) => !('error' in reply && reply.error.retryable),
    () => false,
  );
}

/**
 * Runs one request until it succeeds or its error is final. Throws JobPause when the whole job has to wait, and
 * AppError when this item or list has to be given up.
 */
export async function attempt<T>(context: StepContext, request: () => Promise<T>): Promise<T> {
  const { step, ports, signal } = context;
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    try {
      return await request();
    } catch (thrown) {
      if (signal.aborted) throw new AppError('job.cancelled');
      // What the request asked for on its own has found its remedy.
      if (thrown instanceof JobPause) throw thrown;
      const isRefused = thrown instanceof RefusedRequest;
      const error = isRefused ? thrown.error : toAppError(thrown);
      const retryAfterSec = isRefused ? thrown.retryAfterSec : readRetryAfterSec(error);
      // As it is now: what was saved since the last pause has ended the row.
      const { waits, offlineWaits = 0 } = await readJobNow(context);
      const remedy = chooseRemedy({
        error,
        attempt: tries,
        waits,
        offlineWaits,
        isOnline: ports.isOnline(),
        retryAfterSec,
        random: ports.random(),
        // Without its lists a job has nothing to go on with.
        isOneOfMany: !isList(step),
      });
      if (remedy.type === 'ask_user') throw pauseForUser(error);
      const isPaused = remedy.type === 'wait' || (remedy.type === 'look' && !(await isSiteThere(context)));
      if (isPaused) throw pauseUntil(error, ports.nowMs() + remedy.afterMs);
      if (remedy.type !== 'again') throw error;
      await ports.sleep(remedy.afterMs, signal);
    }
  }
}
