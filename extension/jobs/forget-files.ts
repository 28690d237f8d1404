/** Files of an archive that are lost: damaged, missing, or gone with the browser's copy. What is forgotten is fetched again. */
import type { Job } from '../../shared/model/job.ts';
import { withLost } from '../core/items/lost-files.ts';
import { canBeImproved, withSecondChance } from '../core/items/second-chance.ts';
import type { Ports } from './ports.ts';

/**
 * Forgets those files of a job for which `isLost` says so. What was refused of their items gets another chance with them:
 * else a lost picture of a post with another that was refused would be asked for by nobody.
 */
export async function forgetFiles(
  { store }: Ports,
  job: Job,
  isLost: (path: string) => boolean,
): Promise<void> {
  const paths = (await store.listStoredFiles(job.id)).map(({ path }) => path).filter(isLost);
  await store.changeItems(job.id, (record) => {
    const left = withLost(record, isLost);
    return left && canBeImproved(left) ? withSecondChance(left, job.options) : left;
  });
  await store.forgetFiles(job.id, paths);
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
  await forgetFiles(ports, job, (path) => lost.has(path));
}
