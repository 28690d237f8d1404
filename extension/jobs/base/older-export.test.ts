/** An export that is taken up again after a later one of the same source says and knows no more than when its lists were read. */
import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { cancelJob, resumeJob, startJob } from '../change-job.ts';
import { repairJob } from '../repair-job.ts';
import { runJob } from '../run/run-job.ts';
import {
  channelRef,
  createWorld,
  errorReply,
  makeItem,
  videosPart,
  type World,
} from '../testing/fake-world.ts';
import { listIds, never, runChannel } from '../testing/run-export.ts';

beforeEach(freshLibrary);

const hourMs = 3_600_000;

/** The channel as it is so many hours after noon; v1 is its oldest post. */
function createAt(hour: number, ids: readonly string[]): World {
  const world = createWorld({ [videosPart.id]: [ids.map((id) => makeItem(id))] });
  world.nowMs += hour * hourMs;
  world.before = async () => {
    world.nowMs += 1;
  };
  return world;
}

async function exportAt(hour: number, ids: readonly string[], options: Partial<JobOptions> = {}) {
  const world = createAt(hour, ids);
  return { world, job: await runChannel(world, options) };
}

/** The job after a film of it was lost and fetched again at that hour. */
async function repairAt(hour: number, { world, job }: Awaited<ReturnType<typeof exportAt>>) {
  const path = [...world.disk.keys()].find((known) => known.endsWith('.mp4')) ?? '';
  world.disk.delete(path);
  world.nowMs += hour * hourMs;
  await repairJob(world.ports, job.id, { kind: 'lost', paths: [path] });
  await runJob(world.ports, job.id, never);
  expect(world.disk.has(path)).toBe(true);
  return world.ports.store.readJob(job.id);
}

const onlyNew = { onlyNew: true };

it('a post that is newer than a repaired export is not said to have vanished', async () => {
  await exportAt(0, ['v1']);
  const second = await exportAt(1, ['v2', 'v1'], onlyNew);
  await exportAt(2, ['v3', 'v2', 'v1'], onlyNew);
  expect((await repairAt(3, second))?.completeness?.vanished).toEqual([]);
});

it('nor is it saved again: what is new is counted from the export that has listed last', async () => {
  const first = await exportAt(0, ['v1']);
  const second = await exportAt(1, ['v2', 'v1'], onlyNew);
  await repairAt(3, first);
  const { world, job } = await exportAt(4, ['v3', 'v2', 'v1'], onlyNew);
  expect(listIds(world)).toEqual(['v3']);
  expect(job.base).toMatchObject({ jobId: second.job.id, finishedAt: second.job.finishedAt, kept: 2 });
});

it('what is new is counted from when an export has listed, not from the end of its repair', async () => {
  const first = await exportAt(0, ['v1']);
  await repairAt(3, first);
  const { job } = await exportAt(4, ['v2', 'v1'], onlyNew);
  expect(job.base).toMatchObject({ jobId: first.job.id, finishedAt: first.job.finishedAt });
});

it('a repaired export goes on telling what it has found to be gone', async () => {
  await exportAt(0, ['v2', 'v1']);
  const second = await exportAt(1, ['v2']);
  await exportAt(2, ['v3', 'v2']);
  expect((await repairAt(3, second))?.completeness?.vanished).toEqual([{ id: 'v1', title: 'Title of v1' }]);
});

it('what is known to be gone is not told anew after a repair of an export that has it', async () => {
  const first = await exportAt(0, ['v2', 'v1']);
  await exportAt(1, ['v2']);
  await repairAt(2, first);
  expect((await exportAt(3, ['v2'])).job.completeness?.vanished).toEqual([]);
});

it('a post that is listed again stays known after a repair of the export that missed it', async () => {
  await exportAt(0, ['v2', 'v1']);
  const second = await exportAt(1, ['v2']);
  await exportAt(2, ['v2', 'v1']);
  await repairAt(3, second);
  const { world } = await exportAt(4, ['v3', 'v2', 'v1'], onlyNew);
  expect(listIds(world)).toEqual(['v3']);
});

it('an export that ends after a later one leaves that the base, and adds what it has saved', async () => {
  const failing = createAt(0, ['v1']);
  failing.replies.set('resolve', [errorReply('platform.login_required')]);
  const older = await runChannel(failing);
  expect(older.state.status).toBe('blocked');
  await cancelJob(failing.ports, older.id);
  const later = await exportAt(1, ['v2']);
  failing.nowMs += 2 * hourMs;
  await resumeJob(failing.ports, older.id);
  await runJob(failing.ports, older.id, never);
  const ended = await failing.ports.store.readJob(older.id);
  expect(ended).toMatchObject({ state: { status: 'done' }, completeness: { vanished: [] } });
  const { world, job } = await exportAt(4, ['v3', 'v2', 'v1'], onlyNew);
  expect(listIds(world)).toEqual(['v3']);
  expect(job.base).toMatchObject({ jobId: later.job.id, kept: 2 });
});

it('an export that was begun before another ended tells what is gone since', async () => {
  const [first, second] = [createAt(0, ['v2', 'v1']), createAt(0, ['v2'])];
  const begin = (world: World, format: 'json' | 'csv') =>
    startJob(world.ports, channelRef, { ...defaultJobOptions, include: ['videos'], formats: [format] });
  const firstId = await begin(first, 'json');
  const secondId = await begin(second, 'csv');
  first.nowMs += hourMs;
  await runJob(first.ports, firstId, never);
  second.nowMs += 2 * hourMs;
  await runJob(second.ports, secondId, never);
  expect((await second.ports.store.readJob(secondId))?.completeness?.vanished).toMatchObject([{ id: 'v1' }]);
});

it('a post that an older export had and has lost for good is new to the next one', async () => {
  const first = await exportAt(0, ['v1']);
  await exportAt(1, ['v2', 'v1'], onlyNew);
  const { world, job } = first;
  const path = [...world.disk.keys()].find((known) => known.endsWith('.mp4')) ?? '';
  world.disk.delete(path);
  world.nowMs += 2 * hourMs;
  world.before = async (effect) => {
    if (effect.startsWith('download ')) throw new AppError('platform.private', 'not for you');
  };
  await repairJob(world.ports, job.id, { kind: 'lost', paths: [path] });
  await runJob(world.ports, job.id, never);
  expect(listIds((await exportAt(4, ['v3', 'v2', 'v1'], onlyNew)).world).sort()).toEqual(['v1', 'v3']);
});
