/** What the toolbar badge says of the exports: at most four characters. */
import type { Job } from '../../../shared/model/job.ts';

type Shown = Pick<Job, 'state' | 'counts'>;

/**
 * A percentage for one export that runs, an arrow for one download, their number for several of them, `!` when an export
 * waits for the user, else nothing.
 */
export function toBadgeText(jobs: readonly Shown[], downloads: number): string {
  const running = jobs.filter(({ state }) => state.status === 'running' || state.status === 'queued');
  const [only] = running;
  if (running.length + downloads > 1) return String(running.length + downloads);
  if (downloads > 0) return '↓';
  if (only)
    return only.counts.seen === 0 ? '…' : `${Math.floor((100 * only.counts.saved) / only.counts.seen)}%`;
  if (jobs.some(({ state }) => state.status === 'blocked')) return '!';
  return jobs.some(({ state }) => state.status === 'waiting') ? '⏸' : '';
}
