import { removeJob } from './change-job.ts';
import type { Ports } from './ports.ts';

/**
 * Takes an export out of the library. The browser's copy of its files goes with it, also where its record cannot be read; a
 * folder of the companion stays, unless it is wanted gone too.
 */
export async function removeExport(ports: Ports, jobId: string, withFiles: boolean): Promise<void> {
  const job = await ports.store.readJob(jobId);
  const paths = await ports.store.listPaths(jobId);
  await removeJob(ports, jobId);
  if (!job) return ports.sinks.forget(jobId);
  if (!job.target || (job.target.by === 'host' && !withFiles)) return;
  await ports.sinks.of(job, job.target).remove(paths, true);
}
