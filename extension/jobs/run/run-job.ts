/** Runs a job step by step from wherever it is; after a killed worker, calling it again goes on. */

import { AppError, toAppError, toWire } from '../../../shared/app-error.ts';
import type { Job, JobState, Step } from '../../../shared/model/job.ts';
import { canBecome, isActive } from '../../core/jobs/job-state.ts';
import { isOutage } from '../../core/jobs/retry.ts';
import type { Ports } from '../ports.ts';
import { stepRunners } from '../steps/index.ts';
import { JobPause } from './job-pause.ts';
import { pauseForLibrary } from './pause-for-library.ts';
import type { StepContext } from './step-context.ts';

/** A list that cannot be read costs the job that list; the other steps are the job. */
const isOptional = (step: Step): boolean => step.kind === 'collect';

/** A pause for want of a connection says nothing of the servers that other pauses wait for. */
function countWaits({ waits, offlineWaits = 0 }: Job, state: JobState, isOnline: boolean): Partial<Job> {
  if (state.status !== 'waiting') return {};
  return isOutage(state.error.code, isOnline)
    ? { offlineWaits: offlineWaits + 1 }
    : { waits: waits + 1, offlineWaits: 0 };
}

async function setState(ports: Ports, jobId: string, state: JobState): Promise<Job | null> {
  const ended = state.status === 'done' || state.status === 'failed';
  const job = await ports.store.changeJob(jobId, (current) => {
    if (current.state.status !== state.status && !canBecome(current.state.status, state.status)) return null;
    const finishedAt = ended ? new Date(ports.nowMs()).toISOString() : null;
    return { ...current, ...countWaits(current, state, ports.isOnline()), state, finishedAt };
  });
  ports.tell({ type: 'job.changed', jobId });
  return job;
}

const nextStep = (steps: Step[]): Step | undefined =>
  steps.find((step) => step.status === 'pending' || step.status === 'running');

/** Runs one step to its end; throws JobPause or AppError when the job cannot go on after it. */
async function runStep(context: StepContext): Promise<void> {
  const { job, step, ports, signal } = context;
  try {
    await stepRunners[step.kind](context);
  } catch (thrown) {
    if (thrown instanceof JobPause || signal.aborted) throw thrown;
    const error = toAppError(thrown);
    if (error !== thrown) await pauseForLibrary(context, error);
    const current = (await ports.store.listSteps(job.id)).find((known) => known.index === step.index) ?? step;
    await ports.store.saveStep({ ...current, status: 'failed', error: toWire(error) });
    if (!isOptional(step)) throw error;
  }
}

/** Every list failed: there is nothing to export, and saying "done" with zero items would be a lie. */
function checkCollected(steps: Step[]): void {
  const collects = steps.filter((step) => step.kind === 'collect');
  const failed = collects.find((step) => step.error);
  if (failed?.error && collects.every((step) => step.status === 'failed'))
    throw new AppError(failed.error.code, failed.error.message);
}

async function runSteps(ports: Ports, jobId: string, signal: AbortSignal): Promise<void> {
  while (true) {
    signal.throwIfAborted();
    const [job, steps] = await Promise.all([ports.store.readJob(jobId), ports.store.listSteps(jobId)]);
    const step = nextStep(steps);
    if (!job || !step) return;
    if (step.kind !== 'collect') checkCollected(steps);
    await runStep({ ports, job, step, signal });
    ports.tell({ type: 'job.changed', jobId });
  }
}

/** Never throws: every end is a state of the job. An aborted run leaves the state to whoever aborted it. */
export async function runJob(ports: Ports, jobId: string, signal: AbortSignal): Promise<void> {
  const job = await ports.store.readJob(jobId);
  if (!job || !isActive(job)) return;
  if (!(await setState(ports, jobId, { status: 'running' }))) return;
  try {
    await runSteps(ports, jobId, signal);
    await setState(ports, jobId, { status: 'done' });
  } catch (thrown) {
    if (signal.aborted) return;
    const state: JobState =
      thrown instanceof JobPause ? thrown.state : { status: 'failed', error: toWire(toAppError(thrown)) };
    await setState(ports, jobId, state);
  }
}
