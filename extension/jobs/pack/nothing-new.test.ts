/** Exports that find nothing new, over the real library. */
import { beforeEach, expect, it } from 'vitest';
import { AppError, toWire } from '../../../shared/app-error.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { openLibrary } from '../../storage/database.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { startJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import {
  channelRef,
  createWorld,
  emptyRead,
  type Lists,
  makeItem,
  playlistsPart,
  videosPart,
} from '../testing/fake-world.ts';
import { listIds, runChannel } from '../testing/run-export.ts';

const _never = new AbortController().signal;

beforeEach(freshLibrary);

/** The videos v1 to so many, newest first. */
const channel = (count: number): Lists => ({
  [videosPart.id]: [Array.from({ length: count }, (_, place) => makeItem(`v${count - place}`))],
});

it('an export makes no archive where nothing is new, and the archive before it stays what the next one adds to', async () => {
  const first = await runChannel(createWorld(channel(20)));
  const world = createWorld(channel(20));
  world.nowMs += 60_000;
  const nothing = await runChannel(world, { onlyNew: true });
  expect(nothing).toMatchObject({
    state: { status: 'done' },
    target: null,
    base: { jobId: first.id },
    counts: { files: 0, bytes: 0 },
    completeness: { posts: 0, refused: [] },
  });
  expect(world.delivered.size + world.disk.size).toBe(0);
  const next = createWorld(channel(21));
  const job = await runChannel(next, { onlyNew: true });
  expect(listIds(next)).toEqual(['v21']);
  expect(job.base).toMatchObject({
    jobId: first.id,
    folder: first.target?.folder,
    finishedAt: nothing.finishedAt,
    kept: 20,
  });
});

it('nothing is said of a place that an archive could not have had', async () => {
  await runChannel(createWorld(channel(4)));
  const world = createWorld(channel(4));
  const { open } = world.ports.sinks;
  const notice = toWire(new AppError('storage.place_taken'));
  world.ports.sinks.open = async (...asked) => ({ ...(await open(...asked)), notice });
  const { target, notices } = await runChannel(world, { onlyNew: true });
  expect([target, notices]).toEqual([null, []]);
  const wanting = createWorld(channel(5));
  wanting.ports.sinks.open = world.ports.sinks.open;
  expect((await runChannel(wanting, { onlyNew: true })).notices).toEqual([notice]);
});

it('there is no archive either where the lists are as they were, and is one where a list has changed', async () => {
  const { include } = defaultJobOptions;
  const lists = (ids: string[]): Lists => ({
    ...channel(4),
    [playlistsPart.id]: [[makeItem('PL', { kind: 'playlist', title: 'A list', media: [] })]],
    PL: [ids.map((id) => makeItem(id))],
  });
  const ask = async (ids: string[], onlyNew = true) => {
    const world = createWorld(lists(ids));
    return { world, job: await runChannel(world, { include, onlyNew }) };
  };
  await ask(['v1'], false);
  expect((await ask(['v1'])).job).toMatchObject({ state: { status: 'done' }, target: null });
  const { world, job } = await ask(['v1', 'v2']);
  expect(job.target).not.toBeNull();
  expect(listIds(world)).toEqual(['PL']);
  expect((await ask(['v1', 'v2'])).job.target).toBeNull();
});

it('there is no archive where the worker ends at any point of it', async () => {
  await runChannel(createWorld(channel(4)));
  const world = createWorld(channel(4));
  let kill = new AbortController();
  world.before = async (what) => {
    if (what !== 'remove') return;
    kill.abort();
    throw new AppError('job.cancelled');
  };
  const options = { ...defaultJobOptions, include: ['videos' as const], onlyNew: true };
  const jobId = await startJob(world.ports, channelRef, options);
  await runJob(world.ports, jobId, kill.signal);
  expect((await world.ports.store.readJob(jobId))?.state.status).toBe('running');
  world.before = async () => {};
  kill = new AbortController();
  await runJob(world.ports, jobId, kill.signal);
  expect(await world.ports.store.readJob(jobId)).toMatchObject({
    state: { status: 'done' },
    target: null,
  });
});

it('there is an archive where something was met that nobody knows, or less was listed than there is', async () => {
  const [page = []] = channel(4)[videosPart.id] ?? [];
  await runChannel(createWorld(channel(4)));
  const odd = createWorld(channel(4));
  const read = { ...emptyRead, items: page, unknown: { oddRenderer: 3 } };
  odd.replies.set('page @owner/videos first', [{ read }]);
  expect(await runChannel(odd, { onlyNew: true })).toMatchObject({
    target: { by: 'host' },
    completeness: { posts: 0, refused: [], unknown: { oddRenderer: 3 } },
  });
  const short = createWorld(channel(4), { claimed: { count: 6, exact: true } });
  expect(await runChannel(short, { onlyNew: true })).toMatchObject({
    target: { by: 'host' },
    completeness: { posts: 0, refused: [], notSeen: 2 },
  });
});

it('there is an archive where the list as it was cannot be read any more', async () => {
  const lists: Lists = {
    ...channel(4),
    [playlistsPart.id]: [[makeItem('PL', { kind: 'playlist', title: 'A list', media: [] })]],
    PL: [[makeItem('v1')]],
  };
  const { include } = defaultJobOptions;
  const first = await runChannel(createWorld(lists), { include });
  const library = await openLibrary();
  for (const record of await library.getAll('items'))
    if (record.jobId === first.id && record.item.id === 'PL')
      await library.put('items', { ...record, files: 'none' } as never);
  expect(await runChannel(createWorld(lists), { include, onlyNew: true })).toMatchObject({
    state: { status: 'done' },
    target: { by: 'host' },
  });
});
