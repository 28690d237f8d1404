/** Picks up every job whose time has come: one at a time per platform, because an account has one pace. */

import type { Job } from '../../../shared/model/job.ts';
import { isActive, isDue } from '../../core/jobs/job-state.ts';
import type { Ports } from '../ports.ts';
import { coalesce } from './coalesce.ts';
import { libraryRestMs } from './library-trouble.ts';
import { runJob } from './run-job.ts';

export interface Scheduler {
  /** Looks what is due and starts it. Safe to call at any time, as often as one likes; never rejects. */
  tick(): Promise<void>;
  /** Stops a running job; its record is the caller's to change. */
  abort(jobId: string): void;
}

interface SchedulerHooks {
  /** Called when no job wants to run now; `nextAtMs` is when the next waiting one is due. */
  onIdle(nextAtMs: number | null): Promise<void>;
  onBusy(): Promise<void>;
  /** Called before each look; throws while the library is not to be used. */
  prepare(): Promise<void>;
  /** Called when the library itself fails, so that no job can say what is wrong. */
  onTrouble(error: unknown): void;
}

/** What runs is known only to this worker; after a restart the map is empty and the first tick fills it again. */
export function createScheduler(ports: Ports, hooks: SchedulerHooks): Scheduler {
  const running = new Map<string, { job: Job; abort: AbortController }>();

  const isLaneFree = (job: Job): boolean =>
    [...running.values()].every((entry) => entry.job.ref.platform !== job.ref.platform);

  const start = (job: Job): void => {
    const abort = new AbortController();
    running.set(job.id, { job, abort });
    void runJob(ports, job.id, abort.signal)
      .finally(() => running.delete(job.id))
      .then(tick, restAfter)
      .catch(hooks.onTrouble);
  };

  async function restAfter(error: unknown): Promise<void> {
    hooks.onTrouble(error);
    // Others that run look again at their end.
    if (running.size === 0) await hooks.onIdle(ports.nowMs() + libraryRestMs);
  }

  const nextDueMs = (jobs: Job[]): number | null => {
    const times = jobs.flatMap(({ state }) => (state.status === 'waiting' ? [Date.parse(state.until)] : []));
    return times.length === 0 ? null : Math.min(...times);
  };

  async function look(): Promise<void> {
    await hooks.prepare();
    const active = (await ports.store.listJobs()).filter(isActive);
    const due = active.filter((job) => isDue(job, ports.nowMs()) && !running.has(job.id));
    // Oldest first; one that was running when the worker was killed goes before one that was not begun.
    due.sort(
      (a, b) =>
        Number(b.state.status === 'running') - Number(a.state.status === 'running') ||
        (a.createdAt < b.createdAt ? -1 : 1),
    );
    if (due.length > 0 || running.size > 0) await hooks.onBusy();
    for (const job of due) if (isLaneFree(job)) start(job);
    if (running.size === 0) await hooks.onIdle(nextDueMs(active));
  }

  const tick = coalesce(look, (error) => void restAfter(error).catch(hooks.onTrouble));
  return {
    tick,
    abort: (jobId) => running.get(jobId)?.abort.abort(),
  };
}
