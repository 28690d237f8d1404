import type { Job } from '../../../shared/model/job.ts';

/** Of a job that has got on: it has not paused since. */
export const noWaits: Pick<Job, 'waits' | 'offlineWaits'> = { waits: 0, offlineWaits: 0 };
