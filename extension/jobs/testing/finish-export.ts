/** An export of the pretended world to its end, and what is there of it then. */
import { expect } from 'vitest';
import { manifestSchema } from '../../../shared/model/archive.ts';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { startJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import { channelRef, type World } from './fake-world.ts';
import { never } from './whole-channel.ts';

/** An export that has ended; everything that was written so far is forgotten by the log. */
export async function finishExport(world: World, options: Partial<JobOptions> = {}) {
  const jobId = await startJob(world.ports, channelRef, {
    ...defaultJobOptions,
    include: ['videos' as const],
    formats: ['json' as const],
    ...options,
  });
  await runJob(world.ports, jobId, never);
  expect((await world.ports.store.readJob(jobId))?.state).toEqual({ status: 'done' });
  return jobId;
}

/** What the sink was asked to fetch or download from here on. */
export function watchFetches(world: World): string[] {
  const asked: string[] = [];
  world.before = async (what) => {
    if (/^(fetch|download) /.test(what)) asked.push(what.replace(/^\w+ /, ''));
  };
  return asked;
}

/** Everything in the archive, by name. */
export const listPaths = (world: World) => [...world.disk.keys()].sort();
/** What the archive says of itself. */
export const readManifest = (world: World) =>
  manifestSchema.parse(JSON.parse(world.disk.get('manifest.json') ?? ''));
