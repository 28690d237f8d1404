/** What a user can do to a job: start, cancel, resume, remove. */

import { AppError } from '../../shared/app-error.ts';
import type { Job } from '../../shared/model/job.ts';
import type { JobOptions } from '../../shared/model/job-options.ts';
import type { SourceRef } from '../../shared/model/source.ts';
import { canBeImproved, withSecondChance } from '../core/items/second-chance.ts';
import { isDelivered, isFinished } from '../core/jobs/job-state.ts';
import { noWaits } from '../core/jobs/no-waits.ts';
import { buildStep } from '../core/jobs/plan.ts';
import { reopenStep } from '../core/jobs/reopen-step.ts';
import { servesChoice } from '../core/jobs/same-choice.ts';
import { isSameSource } from '../core/jobs/same-source.ts';
import { checkTemplate } from '../core/names/item-stems.ts';
import { forgetFiles } from './forget-files.ts';
import type { Ports } from './ports.ts';

/**
 * A double click, or the same page from popup and button, is one job; with another choice it is a job of its own, whatever
 * becomes of the one that is under way. Writes the job before anything is asked of the page. Throws `input.invalid` for names
 * that cannot be given.
 */
export async function startJob(ports: Ports, ref: SourceRef, options: JobOptions): Promise<string> {
  checkTemplate(options);
  const now = new Date(ports.nowMs()).toISOString();
  const job: Job = {
    id: crypto.randomUUID(),
    ref,
    source: null,
    options,
    state: { status: 'queued' },
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
    waits: 0,
    target: null,
    notices: [],
    counts: { seen: 0, saved: 0, refused: 0, files: 0, bytes: 0 },
    completeness: null,
    versions: {},
  };
  const first = buildStep({ jobId: job.id, index: 0, kind: 'resolve', part: null });
  const isSame = (known: Job): boolean =>
    !isFinished(known) && isSameSource(known.ref, ref) && servesChoice(known, options);
  const { id } = await ports.store.addJob(job, [first], isSame);
  ports.tell({ type: 'job.changed', jobId: id });
  return id;
}

/** Everything that was saved stays where it is, so that Resume goes on from there. */
export async function cancelJob(ports: Ports, jobId: string): Promise<void> {
  await ports.store.changeJob(jobId, (job) =>
    isFinished(job)
      ? null
      : { ...job, state: { status: 'cancelled' }, finishedAt: new Date(ports.nowMs()).toISOString() },
  );
  ports.tell({ type: 'job.changed', jobId });
}

/** True when the only copy is with the user, and none of it can be read from here. */
const isHandedOver = ({ target }: Job): boolean =>
  target?.by === 'browser' && target.isDelivered === true && target.place?.kind !== 'folder';

const takeBack = (job: Job): Job =>
  job.target?.by === 'browser' ? { ...job, target: { ...job.target, isDelivered: false } } : job;

/** Of what is handed over only the end is missing: nothing of it is looked at or asked for again. */
async function reopenEnd({ store }: Ports, jobId: string): Promise<void> {
  const steps = await store.listSteps(jobId);
  for (const step of steps) if (step.kind === 'verify' && step.error) await store.saveStep(reopenStep(step));
}

async function reopenAll(ports: Ports, job: Job): Promise<void> {
  // A ZIP is made whole or not at all: what it holds is fetched once more.
  if (isHandedOver(job)) await forgetFiles(ports, job, () => true);
  for (const step of await ports.store.listSteps(job.id)) await ports.store.saveStep(reopenStep(step));
  await ports.store.changeItems(job.id, (record) =>
    canBeImproved(record) ? withSecondChance(record, job.options) : null,
  );
}

/** Takes a paused, failed or cancelled job up again; of a finished one, tries what was refused once more. */
export async function resumeJob(ports: Ports, jobId: string): Promise<void> {
  const job = await ports.store.readJob(jobId);
  if (!job) throw new AppError('input.invalid', 'This export is no longer in the list.');
  if (job.state.status === 'running' || job.state.status === 'queued') return;
  const isEnding = isDelivered(job) && job.state.status !== 'done';
  if (isEnding) await reopenEnd(ports, jobId);
  else await reopenAll(ports, job);
  await ports.store.changeJob(jobId, (current) => ({
    ...(isEnding ? current : takeBack(current)),
    state: { status: 'queued' },
    finishedAt: null,
    ...noWaits,
  }));
  ports.tell({ type: 'job.changed', jobId });
}

/** Only for jobs that have ended; the archive stays. Removing its files is for whoever asks. */
export async function removeJob(ports: Ports, jobId: string): Promise<void> {
  const job = await ports.store.readJob(jobId);
  if (job && !isFinished(job) && job.state.status !== 'blocked')
    throw new AppError('input.invalid', 'Cancel the export before removing it.');
  await ports.store.removeJob(jobId);
  ports.tell({ type: 'job.changed', jobId });
}
