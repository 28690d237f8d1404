import { beforeEach, expect, it, vi } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { resumeJob, startJob } from '../change-job.ts';
import { channelRef, createWorld, makeItem, videosPart } from '../testing/fake-world.ts';
import { runJob } from './run-job.ts';
import { createScheduler } from './scheduler.ts';

const lists = { [videosPart.id]: [[makeItem('a'), makeItem('b')]] };

/** As Chromium's IndexedDB has it where nothing more fits on the disk. */
const fullDisk = () => Promise.reject(new DOMException('Failed to write blobs (IOError)', 'DataError'));

beforeEach(freshLibrary);

it('F16: a list that finds no room on the disk is not given up: the export pauses and goes on after Resume', async () => {
  const { ports } = createWorld(lists);
  const { store } = ports;
  const jobId = await startJob(ports, channelRef, defaultJobOptions);
  await runJob(
    { ...ports, store: { ...store, saveCollectedPage: fullDisk } },
    jobId,
    new AbortController().signal,
  );
  expect(await store.readJob(jobId)).toMatchObject({
    state: { status: 'blocked', error: { code: 'storage.full' } },
  });
  expect((await store.listSteps(jobId)).filter(({ status }) => status === 'failed')).toEqual([]);
  await resumeJob(ports, jobId);
  await runJob(ports, jobId, new AbortController().signal);
  expect(await store.readJob(jobId)).toMatchObject({ state: { status: 'done' }, counts: { saved: 2 } });
});

it('a library that fails otherwise is waited for', async () => {
  const { ports } = createWorld(lists);
  const jobId = await startJob(ports, channelRef, defaultJobOptions);
  const failing = () => Promise.reject(new DOMException('Internal error.', 'UnknownError'));
  await runJob(
    { ...ports, store: { ...ports.store, saveCollectedPage: failing } },
    jobId,
    new AbortController().signal,
  );
  expect(await ports.store.readJob(jobId)).toMatchObject({
    state: { status: 'waiting', error: { code: 'storage.failed' } },
  });
});

it('F16: while not even that can be written down, the disk is left alone until a minute has passed', async () => {
  const { ports } = createWorld(lists);
  const { changeJob } = ports.store;
  const jobId = await startJob(ports, channelRef, defaultJobOptions);
  const writes = vi.fn(fullDisk);
  ports.store = { ...ports.store, changeJob: writes };
  const hooks = {
    prepare: async () => {},
    onBusy: async () => {},
    onIdle: vi.fn(async () => {}),
    onTrouble: vi.fn(),
  };
  const scheduler = createScheduler(ports, hooks);
  await scheduler.tick();
  await vi.waitFor(() => expect(hooks.onIdle).toHaveBeenCalledWith(ports.nowMs() + 60_000));
  expect(writes).toHaveBeenCalledTimes(1);
  expect(hooks.onTrouble).toHaveBeenCalledTimes(1);
  ports.store = { ...ports.store, changeJob };
  await scheduler.tick();
  await vi.waitFor(async () =>
    expect(await ports.store.readJob(jobId)).toMatchObject({ state: { status: 'done' } }),
  );
});

it('a library that cannot even be looked into is looked at again after a minute', async () => {
  const { ports } = createWorld(lists);
  const jobId = await startJob(ports, channelRef, defaultJobOptions);
  const prepare = vi.fn(async () => {}).mockImplementationOnce(fullDisk);
  const hooks = { prepare, onBusy: async () => {}, onIdle: vi.fn(async () => {}), onTrouble: vi.fn() };
  const scheduler = createScheduler(ports, hooks);
  await scheduler.tick();
  await vi.waitFor(() => expect(hooks.onIdle).toHaveBeenCalledWith(ports.nowMs() + 60_000));
  expect(hooks.onTrouble).toHaveBeenCalledTimes(1);
  await scheduler.tick();
  await vi.waitFor(async () =>
    expect(await ports.store.readJob(jobId)).toMatchObject({ state: { status: 'done' } }),
  );
});
