/** Which state of a job may follow which. */
import type { Job, JobState } from '../../../shared/model/job.ts';

type Status = JobState['status'];

const next: Record<Status, readonly Status[]> = {
  queued: ['running', 'cancelled'],
  running: ['waiting', 'blocked', 'done', 'failed', 'cancelled', 'queued'],
  waiting: ['queued', 'running', 'cancelled'],
  blocked: ['queued', 'cancelled'],
  done: ['queued'],
  failed: ['queued', 'cancelled'],
  cancelled: ['queued'],
};

/** Whether a job may go from one state to another; a cancelled job, for example, never becomes done. */
export const canBecome = (from: Status, to: Status): boolean => next[from].includes(to);

/** Jobs that want to be run, now or at their time. */
export const isActive = (job: Pick<Job, 'state'>): boolean =>
  job.state.status === 'queued' || job.state.status === 'running' || job.state.status === 'waiting';

/** Jobs whose end is reached until the user says otherwise. */
export const isFinished = (job: Pick<Job, 'state'>): boolean =>
  job.state.status === 'done' || job.state.status === 'failed' || job.state.status === 'cancelled';

/** Whether the archive is where its user wants it, so that the browser's own storage may hold none of it. */
export const isDelivered = ({ target }: Pick<Job, 'target'>): boolean =>
  target?.by === 'browser' && target.isDelivered === true;

/** A waiting job whose time has come, or one that was running when the worker was killed. */
export function isDue(job: Pick<Job, 'state'>, nowMs: number): boolean {
  if (job.state.status === 'waiting') return Date.parse(job.state.until) <= nowMs;
  return job.state.status === 'queued' || job.state.status === 'running';
}
