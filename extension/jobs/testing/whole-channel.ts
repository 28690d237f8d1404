/** A small channel with all its lists, and jobs that export it. */
import { manifestSchema } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { startJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import {
  channelRef,
  type Lists,
  makeItem,
  playlistsPart,
  uploadsPart,
  videosPart,
  type World,
} from './fake-world.ts';

export const never = new AbortController().signal;

const playlist = makeItem('PL1', {
  kind: 'playlist',
  url: 'https://www.youtube.com/playlist?list=PL1',
  media: [],
});

/** A post is in several of them; one is private, and one is somebody else's. */
export const lists: Lists = {
  [videosPart.id]: [[makeItem('a'), makeItem('b')], [makeItem('c')]],
  [playlistsPart.id]: [[playlist]],
  [uploadsPart.id]: [
    [makeItem('a'), makeItem('b'), makeItem('c'), makeItem('hidden', { privacy: 'private' })],
  ],
  PL1: [[makeItem('a')], [makeItem('foreign')]],
};

export const begin = (world: World, options: Partial<JobOptions> = {}): Promise<string> =>
  startJob(world.ports, channelRef, { ...defaultJobOptions, ...options });

export async function readJob(world: World, jobId: string): Promise<Job> {
  const job = await world.ports.store.readJob(jobId);
  if (!job) throw new Error('the job is gone');
  return job;
}

export async function runToEnd(world: World, options: Partial<JobOptions> = {}): Promise<Job> {
  const jobId = await begin(world, options);
  await runJob(world.ports, jobId, never);
  return readJob(world, jobId);
}

/** Of the archive where its user finds it. */
export const readManifest = (world: World) =>
  manifestSchema.parse(JSON.parse(world.delivered.get('manifest.json') ?? ''));
