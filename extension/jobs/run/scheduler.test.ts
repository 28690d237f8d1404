import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { cancelJob, removeJob, startJob } from '../change-job.ts';
import {
  channelRef,
  createWorld,
  errorReply,
  makeItem,
  videosPart,
  type World,
} from '../testing/fake-world.ts';
import { createScheduler } from './scheduler.ts';

const lists = { [videosPart.id]: [[makeItem('a')]] };
const otherRef = { ...channelRef, id: '@other', url: 'https://www.youtube.com/@other' };

const createHooks = () => ({
  prepare: vi.fn(async () => {}),
  onBusy: vi.fn(async () => {}),
  onIdle: vi.fn(async (_nextAtMs: number | null) => {}),
  onTrouble: vi.fn(),
});

const statusOf = async (world: World, jobId: string) =>
  (await world.ports.store.readJob(jobId))?.state.status;

/** Waits as long as a busy machine needs. */
const eventually = (check: () => unknown) => vi.waitFor(check, 15_000);

beforeEach(freshLibrary);

describe('the scheduler', () => {
  it('runs what is queued to its end and then says that nothing is left', async () => {
    const world = createWorld(lists);
    const hooks = createHooks();
    const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
    await createScheduler(world.ports, hooks).tick();
    await eventually(async () => expect(await statusOf(world, jobId)).toBe('done'));
    await eventually(() => expect(hooks.onIdle).toHaveBeenLastCalledWith(null));
    expect(hooks.onBusy).toHaveBeenCalled();
  });

  it('does not start a job twice however often it is woken', async () => {
    const world = createWorld(lists);
    const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
    const scheduler = createScheduler(world.ports, createHooks());
    await Promise.all(Array.from({ length: 20 }, () => scheduler.tick()));
    await eventually(async () => expect(await statusOf(world, jobId)).toBe('done'));
    expect(world.asked.filter((question) => question === 'resolve')).toHaveLength(1);
  });

  it('lets the jobs of one platform wait for each other', async () => {
    const world = createWorld(lists);
    let open = 0;
    let most = 0;
    world.before = async (effect) => {
      if (effect !== 'resolve' && effect !== 'deliver') return;
      open += effect === 'resolve' ? 1 : -1;
      most = Math.max(most, open);
    };
    const first = await startJob(world.ports, channelRef, defaultJobOptions);
    world.nowMs += 1000;
    const second = await startJob(world.ports, otherRef, defaultJobOptions);
    await createScheduler(world.ports, createHooks()).tick();
    await eventually(async () => expect(await statusOf(world, second)).toBe('done'));
    expect(await statusOf(world, first)).toBe('done');
    expect(most).toBe(1);
  });

  it('names the time at which a paused job goes on, and takes it up then', async () => {
    const world = createWorld(lists);
    const hooks = createHooks();
    world.replies.set('resolve', [errorReply('platform.rate_limited', 60)]);
    const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
    const scheduler = createScheduler(world.ports, hooks);
    await scheduler.tick();
    await eventually(() => expect(hooks.onIdle).toHaveBeenLastCalledWith(world.nowMs + 60_000));
    await scheduler.tick();
    expect(await statusOf(world, jobId)).toBe('waiting');
    world.nowMs += 60_000;
    await scheduler.tick();
    await eventually(async () => expect(await statusOf(world, jobId)).toBe('done'));
  });

  it('stops a cancelled job at once and leaves it cancelled', async () => {
    const world = createWorld(lists);
    const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
    let reached: () => void = () => {};
    const downloading = new Promise<void>((resolve) => {
      reached = resolve;
    });
    world.before = async (effect) => {
      if (!effect.startsWith('download')) return;
      reached();
      await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const hooks = createHooks();
    const scheduler = createScheduler(world.ports, hooks);
    await scheduler.tick();
    await downloading;
    await cancelJob(world.ports, jobId);
    scheduler.abort(jobId);
    await eventually(() => expect(hooks.onIdle).toHaveBeenLastCalledWith(null));
    expect(await statusOf(world, jobId)).toBe('cancelled');
  });

  it('tells of a library that fails, and works on when it is back', async () => {
    const world = createWorld(lists);
    const hooks = createHooks();
    const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
    const { listJobs } = world.ports.store;
    world.ports.store = { ...world.ports.store, listJobs: () => Promise.reject(new Error('disk failed')) };
    const scheduler = createScheduler(world.ports, hooks);
    await scheduler.tick();
    expect(hooks.onTrouble).toHaveBeenCalledWith(new Error('disk failed'));
    world.ports.store = { ...world.ports.store, listJobs };
    await scheduler.tick();
    await eventually(async () => expect(await statusOf(world, jobId)).toBe('done'));
  });

  it('keeps a job that runs from being removed', async () => {
    const world = createWorld(lists);
    const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
    await expect(removeJob(world.ports, jobId)).rejects.toMatchObject({ code: 'input.invalid' });
    await cancelJob(world.ports, jobId);
    await removeJob(world.ports, jobId);
    expect(await world.ports.store.readJob(jobId)).toBeNull();
  });
});
