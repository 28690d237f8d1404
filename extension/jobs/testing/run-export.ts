/** Exports of the pretended world, and what is there of them. */
import { expect } from 'vitest';
import { manifestSchema } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { startJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import { channelRef, type World } from './fake-world.ts';

export const never = new AbortController().signal;

export const begin = (world: World, options: Partial<JobOptions> = {}): Promise<string> =>
  startJob(world.ports, channelRef, { ...defaultJobOptions, ...options });

export async function readJob(world: World, jobId: string): Promise<Job> {
  const job = await world.ports.store.readJob(jobId);
  if (!job) throw new Error('the job is gone');
  return job;
}

/** To where it is left, which may be a pause. */
export async function goOn(world: World, jobId: string, signal = never): Promise<Job> {
  await runJob(world.ports, jobId, signal);
  return readJob(world, jobId);
}

export const runExport = async (world: World, options: Partial<JobOptions> = {}): Promise<Job> =>
  goOn(world, await begin(world, options));

/** Begins an export of posts whose platform gives the addresses of their files, and of no other files than those. */
export const beginPosts = (world: World, options: Partial<JobOptions> = {}): Promise<string> =>
  startJob(
    world.ports,
    { ...channelRef, platform: 'tiktok' },
    { ...defaultJobOptions, thumbnails: false, subtitles: false, ...options },
  );

export const exportPosts = async (world: World, options: Partial<JobOptions> = {}): Promise<Job> =>
  goOn(world, await beginPosts(world, options));

/** Of the channel's videos alone. */
export const runChannel = (world: World, options: Partial<JobOptions> = {}): Promise<Job> =>
  runExport(world, { include: ['videos'], ...options });

/** The same, small and to its end; returns its id. */
export async function finishExport(world: World, options: Partial<JobOptions> = {}): Promise<string> {
  const { id, state } = await runChannel(world, { formats: ['json'], ...options });
  expect(state).toEqual({ status: 'done' });
  return id;
}

/** What the archive that was delivered last says of itself. */
export const readManifest = (world: World) =>
  manifestSchema.parse(JSON.parse(world.delivered.get('manifest.json') ?? ''));

/** The items in that archive, in its order. */
export const listIds = (world: World): string[] =>
  (JSON.parse(world.delivered.get('items.json') ?? '[]') as { id: string }[]).map(({ id }) => id);

/** Everything in the archive while it is made, by name. */
export const listPaths = (world: World): string[] => [...world.disk.keys()].sort();

/** What the sink is asked to fetch or download from here on. */
export function watchFetches(world: World): string[] {
  const asked: string[] = [];
  world.before = async (what) => {
    if (/^(fetch|download) /.test(what)) asked.push(what.replace(/^\w+ /, ''));
  };
  return asked;
}
