/**
 * The base of an export of only what is new, the base of that, and so on. In a folder that is brought up to date all of them are
 * one archive.
 */
import type { Base } from '../../../shared/model/archive.ts';
import type { ArchiveTarget, Job } from '../../../shared/model/job.ts';
import { toSharedPlace } from '../../core/jobs/shared-place.ts';
import type { StorePort } from '../ports.ts';

/**
 * The exports that an export adds to, newest first, all in the place of its target; null when one of them lies elsewhere,
 * or was removed from the library, which then does not know any more what is in the folder.
 */
export async function readBaseChain(
  store: Pick<StorePort, 'readJob'>,
  { base, target }: { base: Base | null; target: ArchiveTarget | null },
): Promise<Job[] | null> {
  const jobs: Job[] = [];
  for (let next = base; next; ) {
    const job = await store.readJob(next.jobId);
    if (!job || toSharedPlace(job.target) !== toSharedPlace(target)) return null;
    jobs.push(job);
    next = job.base ?? null;
  }
  return jobs;
}
