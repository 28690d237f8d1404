import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import { defaultJobOptions, type JobOptions } from '../../shared/model/job-options.ts';
import { freshLibrary } from '../storage/testing/fresh-library.ts';
import { cancelJob, startJob } from './change-job.ts';
import { findOptions } from './find-options.ts';
import { runJob } from './run/run-job.ts';
import { channelRef, createWorld, makeItem, videosPart } from './testing/fake-world.ts';

beforeEach(freshLibrary);

const { ports } = createWorld({});
const start = (change: Partial<JobOptions> = {}) =>
  startJob(ports, channelRef, { ...defaultJobOptions, ...change });

describe('an export of a page of which one is under way', () => {
  it('is that one with the same choice', async () => {
    expect(await start()).toBe(await start());
  });

  it('is one of its own with another choice, and leaves the other as it is', async () => {
    const first = await start({ quality: 'audio' });
    const second = await start({ quality: 'low' });
    expect(second).not.toBe(first);
    const jobs = await ports.store.listJobs();
    expect(jobs.map(({ options, state }) => [options.quality, state.status]).sort()).toEqual([
      ['audio', 'queued'],
      ['low', 'queued'],
    ]);
    expect(await start({ quality: 'audio' })).toBe(first);
  });

  it('is one of its own after that one has ended', async () => {
    const first = await start();
    await cancelJob(ports, first);
    expect(await start()).not.toBe(first);
  });
});

/** An export that has found no companion, and waits for the user. */
async function blockWithoutCompanion(): Promise<string> {
  const world = createWorld({ [videosPart.id]: [[makeItem('a')]] });
  world.hasCompanion = false;
  world.before = async (effect) => {
    if (effect.startsWith('page')) throw new AppError('platform.login_required');
  };
  const jobId = await start();
  await runJob(world.ports, jobId, new AbortController().signal);
  const job = await ports.store.readJob(jobId);
  expect(job).toMatchObject({ state: { status: 'blocked' }, options: { withMedia: false } });
  return jobId;
}

describe('a press that names no choice', () => {
  it('is not limited by kinds of files that were chosen where there are several', async () => {
    const chosen: JobOptions = { ...defaultJobOptions, mediaTypes: ['image'] };
    expect(await findOptions(ports, channelRef, chosen)).toEqual(defaultJobOptions);
    const profile = { ...channelRef, platform: 'tiktok', kind: 'profile' } as const;
    expect(await findOptions(ports, profile, chosen)).toEqual(chosen);
  });

  it('means the remembered one', async () => {
    await start({ quality: 'audio' });
    expect(await findOptions(ports, channelRef, defaultJobOptions)).toEqual(defaultJobOptions);
  });

  it('means the export that was started with it, limits and all', async () => {
    const limited = { comments: true, from: '2026-01-01' };
    const first = await start(limited);
    const found = await findOptions(ports, channelRef, defaultJobOptions);
    expect(found).toMatchObject(limited);
    expect(await startJob(ports, channelRef, found)).toBe(first);
    await cancelJob(ports, first);
    expect(await findOptions(ports, channelRef, defaultJobOptions)).toEqual(defaultJobOptions);
  });

  it('means the export that was begun with it, whether or not its videos can be had', async () => {
    const first = await blockWithoutCompanion();
    expect(await start({ withMedia: false })).toBe(first);
    const found = await findOptions(ports, channelRef, defaultJobOptions);
    expect(found).toEqual(defaultJobOptions);
    expect(await startJob(ports, channelRef, found)).toBe(first);
  });

  it('means the export with dates, for which exact details are asked anyway', async () => {
    const first = await start({ from: '2026-01-01', exactDetails: true });
    const found = await findOptions(ports, channelRef, { ...defaultJobOptions, exactDetails: false });
    expect(await startJob(ports, channelRef, found)).toBe(first);
  });

  it('means the export of a list of accounts, which has no media and no details', async () => {
    const ref = { ...channelRef, kind: 'subscriptions' } as const;
    const plain = { ...defaultJobOptions, withMedia: false, exactDetails: false };
    const first = await startJob(ports, ref, plain);
    const found = await findOptions(ports, ref, defaultJobOptions);
    expect(await startJob(ports, ref, found)).toBe(first);
  });
});
