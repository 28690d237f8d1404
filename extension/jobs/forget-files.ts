/** Files of an archive that are lost: damaged, missing, or gone with the browser's copy. What is forgotten is fetched again. */

import type { Job } from '../../shared/model/job.ts';
import { withLost } from '../core/items/lost-files.ts';
import type { Ports } from './ports.ts';

/** Forgets those files of a job for which `isLost` says so, and returns how many they were. */
export async function forgetFiles(
  { store }: Ports,
  jobId: string,
  isLost: (path: string) => boolean,
): Promise<number> {
  const paths = (await store.listStoredFiles(jobId)).map(({ path }) => path).filter(isLost);
  await store.changeItems(jobId, (record) => withLost(record, isLost));
  await store.forgetFiles(jobId, paths);
  return paths.length;
}

/**
 * Forgets files that are damaged or missing; what is not the job's stays. What is left of them goes first: under its
 * name it would be taken for what is fetched again.
 */
export async function dropLostFiles(ports: Ports, job: Job, named: readonly string[]): Promise<void> {
  const lost = new Set(named);
  const written = (await ports.store.listStoredFiles(job.id)).map(({ path }) => path);
  const paths = written.filter((path) => lost.has(path));
  if (job.target && paths.length > 0) await ports.sinks.of(job, job.target).remove(paths, false);
  await forgetFiles(ports, job.id, (path) => lost.has(path));
}
