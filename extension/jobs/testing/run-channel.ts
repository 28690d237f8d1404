/** An export of a channel's videos, from its start to its end. */
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { startJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import { channelRef, type World } from './fake-world.ts';

/** The job as it is left. */
export async function runChannel(world: World, options: Partial<JobOptions> = {}) {
  const jobId = await startJob(world.ports, channelRef, {
    ...defaultJobOptions,
    include: ['videos'],
    ...options,
  });
  await runJob(world.ports, jobId, new AbortController().signal);
  const job = await world.ports.store.readJob(jobId);
  if (!job) throw new Error('the job is gone');
  return job;
}

/** What the archive that was delivered last holds, in its order. */
export const listIds = (world: World): string[] =>
  (JSON.parse(world.delivered.get('items.json') ?? '[]') as { id: string }[]).map(({ id }) => id);
