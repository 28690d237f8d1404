/** What a press that names no choice means. */
import type { JobOptions } from '../../shared/model/job-options.ts';
import type { SourceRef } from '../../shared/model/source.ts';
import { fitChoice } from '../core/jobs/fit-choice.ts';
import { isFinished } from '../core/jobs/job-state.ts';
import { servesChoice, withLimitsOf } from '../core/jobs/same-choice.ts';
import { isSameSource } from '../core/jobs/same-source.ts';
import type { Ports } from './ports.ts';

/**
 * The remembered choice; but where an export of the page is under way that was started with it, with that one's limits, which
 * are never remembered.
 */
export async function findOptions(
  { store }: Pick<Ports, 'store'>,
  ref: SourceRef,
  saved: JobOptions,
): Promise<JobOptions> {
  const remembered = fitChoice(saved, ref.platform);
  const open = (await store.listJobs()).find(
    (job) =>
      !isFinished(job) &&
      isSameSource(job.ref, ref) &&
      servesChoice(job, withLimitsOf(remembered, job.options)),
  );
  return open ? withLimitsOf(remembered, open.options) : remembered;
}
