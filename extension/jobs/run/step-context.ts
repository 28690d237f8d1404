/** What a step may use: the job as stored, the ports, and how it writes down what it has. */

import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { Job, Step } from '../../../shared/model/job.ts';
import type { ArchiveSink, Ports } from '../ports.ts';

export interface StepContext {
  /** As it was when the step was taken up, see `readJobNow`. */
  readonly job: Job;
  /** As it was when it was taken up. */
  readonly step: Step;
  readonly ports: Ports;
  readonly signal: AbortSignal;
  /** The post that is worked on, where it is one of many. */
  readonly item?: Item;
}

/** A step returns when it is done; every line of it may be the last one, so it writes before it goes on. */
export type StepRunner = (context: StepContext) => Promise<void>;

/** The job as it is now, which another step or its user may have changed; as it was where it is gone. */
export const readJobNow = async ({ job, ports }: StepContext): Promise<Job> =>
  (await ports.store.readJob(job.id)) ?? job;

/** The sink of a job whose archive is open. */
export function sinkOf({ job, ports }: StepContext): ArchiveSink {
  if (!job.target)
    throw new AppError('bug.unexpected', 'The archive was not opened before it was written to.');
  return ports.sinks.of(job, job.target);
}

/** Writes the step's progress and tells whoever looks on. */
export async function saveProgress({ ports, step }: StepContext, change: Partial<Step>): Promise<void> {
  await ports.store.saveStep({ ...step, ...change });
  ports.tell({ type: 'job.changed', jobId: step.jobId });
}

/** Adds a finished file to its item. */
export async function addItemFile({ ports, job }: StepContext, key: string, file: FileRecord): Promise<void> {
  await ports.store.changeItem({ jobId: job.id, key, change: (record) => record, file });
}
