import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { resumeJob, startJob } from '../change-job.ts';
import { channelRef, createWorld, makeItem, videosPart } from '../testing/fake-world.ts';
import { never } from '../testing/run-export.ts';
import { runJob } from './run-job.ts';

const many = Array.from({ length: 12 }, (_, index) => makeItem(`v${String(index).padStart(2, '0')}`));

beforeEach(freshLibrary);

it('a broken tool stops the job after a few videos instead of failing through all, and Resume saves every one', async () => {
  const world = createWorld({ [videosPart.id]: [many] });
  let tried = 0;
  world.before = async (effect) => {
    if (!effect.startsWith('download')) return;
    tried += 1;
    throw new AppError('ytdlp.failed', 'boom');
  };
  const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
  await runJob(world.ports, jobId, never);
  expect((await world.ports.store.readJob(jobId))?.state).toMatchObject({
    status: 'blocked',
    error: { code: 'ytdlp.failed' },
  });
  expect(tried).toBeLessThan(many.length);
  world.before = async () => {};
  await resumeJob(world.ports, jobId);
  await runJob(world.ports, jobId, never);
  expect((await world.ports.store.readJob(jobId))?.completeness).toMatchObject({
    seen: 12,
    saved: 12,
    refused: [],
  });
});

it('a finished job stays one when what was refused is tried again in vain, however many those are', async () => {
  const isBad = (effect: string) => /^download .*v\d[02468]$/.test(effect);
  const world = createWorld({ [videosPart.id]: [many] });
  world.before = async (effect) => {
    if (isBad(effect)) throw new AppError('media.expired', undefined, { retryable: false });
  };
  const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
  for (const _time of ['first', 'second']) {
    await resumeJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    const job = await world.ports.store.readJob(jobId);
    expect(job?.state).toEqual({ status: 'done' });
    expect(job?.completeness?.refused).toHaveLength(6);
  }
});

it('a job that was stopped by many bad videos comes to its end with Resume, though they stay bad', async () => {
  const world = createWorld({ [videosPart.id]: [many] });
  world.before = async (effect) => {
    if (effect.startsWith('download')) throw new AppError('ytdlp.failed');
  };
  const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
  let resumes = 0;
  for (; resumes < 5; resumes += 1) {
    await runJob(world.ports, jobId, never);
    if ((await world.ports.store.readJob(jobId))?.state.status === 'done') break;
    await resumeJob(world.ports, jobId);
  }
  expect(resumes).toBeGreaterThan(0);
  expect((await world.ports.store.readJob(jobId))?.completeness?.refused).toHaveLength(12);
});

it('a post whose file finds no room in the library is not refused: the export pauses', async () => {
  const world = createWorld({ [videosPart.id]: [many.slice(0, 2)] });
  const { store } = world.ports;
  let isFull = true;
  world.ports.store = {
    ...store,
    async changeItem(wanted) {
      if (!wanted.file || !isFull) return store.changeItem(wanted);
      isFull = false;
      throw new DOMException('Failed to write blobs (IOError)', 'DataError');
    },
  };
  const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
  await runJob(world.ports, jobId, never);
  expect((await store.readJob(jobId))?.state).toMatchObject({
    status: 'blocked',
    error: { code: 'storage.full' },
  });
  await resumeJob(world.ports, jobId);
  await runJob(world.ports, jobId, never);
  expect((await store.readJob(jobId))?.completeness).toMatchObject({ seen: 2, saved: 2, refused: [] });
});
