import { type RunningWorker, watchWorker } from '../worker/worker-bridge.ts';
import type { CheckWorker } from './check-worker.ts';

/** One for each look; `end` has to be called. It throws its errors, and `storage.failed` when it cannot be started or dies. */
export const startCheckWorker = (): RunningWorker<CheckWorker> =>
  watchWorker(new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' }), {
    failedCode: 'storage.failed',
  });
