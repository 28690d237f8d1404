import { keepWorker } from '../worker/keep-worker.ts';
import type { ArchiveWorker } from './archive-worker.ts';

/** Asks the archive worker of this document. Throws its errors, and `storage.failed` when it cannot be started or dies. */
export const askArchiveWorker = keepWorker<ArchiveWorker>(
  () => new Worker(new URL('./archive.worker.ts', import.meta.url), { type: 'module' }),
  'storage.failed',
);
