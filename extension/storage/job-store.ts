/** Jobs, their steps and what they produced. Every method is one transaction: it happened, or it did not. */
import { AppError } from '../../shared/app-error.ts';
import { type Job, jobSchema, type Step, stepSchema } from '../../shared/model/job.ts';
import { type StepReport, stepReportSchema } from '../core/jobs/job-records.ts';
import { openLibrary } from './database.ts';
import { parseRecord, parseRecords } from './parse-records.ts';
import { parseAllStored } from './parse-stored.ts';
import { ofJob } from './ranges.ts';

/** Null when the job is not in the library, or its record is not understood. */
export async function readJob(jobId: string): Promise<Job | null> {
  return parseRecord(jobSchema, await (await openLibrary()).get('jobs', jobId));
}

/** All that are understood. */
export async function listJobs(): Promise<Job[]> {
  return parseRecords(jobSchema, await (await openLibrary()).getAll('jobs'));
}

/** In the order in which they run. Throws `storage.unreadable`. */
export async function listSteps(jobId: string): Promise<Step[]> {
  return parseAllStored(stepSchema, await (await openLibrary()).getAll('steps', ofJob(jobId)));
}

/**
 * A new job with its first steps, unless `isSame` finds one that serves already. Looking and adding are one
 * transaction, so that two clicks at the same moment make one job. Returns the job that is in the library then.
 */
export async function addJob(job: Job, steps: Step[], isSame: (known: Job) => boolean): Promise<Job> {
  const transaction = (await openLibrary()).transaction(['jobs', 'steps'], 'readwrite', {
    durability: 'strict',
  });
  const jobs = transaction.objectStore('jobs');
  const same = parseRecords(jobSchema, await jobs.getAll()).find(isSame);
  if (!same) {
    await jobs.add(job);
    for (const step of steps) await transaction.objectStore('steps').add(step);
  }
  await transaction.done;
  return same ?? job;
}

/** Changes a job as it is at that moment; null when it is gone or not understood, or `change` declines by returning null. */
export async function changeJob(jobId: string, change: (job: Job) => Job | null): Promise<Job | null> {
  const transaction = (await openLibrary()).transaction('jobs', 'readwrite', { durability: 'strict' });
  const job = parseRecord(jobSchema, await transaction.store.get(jobId));
  const changed = job ? change(job) : null;
  if (changed) await transaction.store.put({ ...changed, updatedAt: new Date().toISOString() });
  await transaction.done;
  return changed;
}

/**
 * Writes a plan's steps and the job that now knows its source, together. The state stays as it is at that moment: a
 * job that was cancelled while it was planned stays cancelled. Throws `job.cancelled` when the job is gone.
 */
export async function savePlan(job: Job, steps: Step[]): Promise<void> {
  const transaction = (await openLibrary()).transaction(['jobs', 'steps'], 'readwrite', {
    durability: 'strict',
  });
  const jobs = transaction.objectStore('jobs');
  const current = parseRecord(jobSchema, await jobs.get(job.id));
  if (!current) throw new AppError('job.cancelled');
  await Promise.all([
    jobs.put({ ...current, ...job, state: current.state, finishedAt: current.finishedAt }),
    ...steps.map((step) => transaction.objectStore('steps').put(step)),
    transaction.done,
  ]);
}

/** Writes a step as it is now. */
export async function saveStep(step: Step): Promise<void> {
  await (await openLibrary()).put('steps', step);
}

/** Writes what a step has to report so far. */
export async function saveReport(report: StepReport): Promise<void> {
  await (await openLibrary()).put('reports', report);
}

/** Reports of a job's steps, in the order of the steps. Throws `storage.unreadable`. */
export async function listReports(jobId: string): Promise<StepReport[]> {
  return parseAllStored(stepReportSchema, await (await openLibrary()).getAll('reports', ofJob(jobId)));
}

/** Forgets a job and everything the library holds of it. */
export async function removeJob(jobId: string): Promise<void> {
  const stores = ['steps', 'items', 'comments', 'files', 'reports'] as const;
  const transaction = (await openLibrary()).transaction(['jobs', ...stores], 'readwrite');
  await Promise.all([
    transaction.objectStore('jobs').delete(jobId),
    ...stores.map((name) => transaction.objectStore(name).delete(ofJob(jobId))),
    transaction.done,
  ]);
}
