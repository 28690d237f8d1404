import { keepWorker } from '../worker/keep-worker.ts';
import type { PackWorker } from './pack-worker.ts';

/** Asks the pack worker of this document. Throws its errors, and `storage.failed` when it cannot be started or dies. */
export const askPackWorker = keepWorker<PackWorker>(
  () => new Worker(new URL('./pack.worker.ts', import.meta.url), { type: 'module' }),
  'storage.failed',
);
