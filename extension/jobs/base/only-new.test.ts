/** Exports of what is new since the last one, over the real library. */
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { manifestSchema } from '../../../shared/model/archive.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { cancelJob, startJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import {
  channelRef,
  createWorld,
  emptyRead,
  errorReply,
  type Lists,
  makeItem,
  videosPart,
  type World,
} from '../testing/fake-world.ts';
import { listIds, runChannel } from '../testing/run-export.ts';

const _never = new AbortController().signal;
const perPage = 12;

beforeEach(freshLibrary);

const names = (from: number, to: number): string[] =>
  Array.from({ length: from - to + 1 }, (_, index) => `v${from - index}`);

/** Pages of a list, newest first. */
const toPages = (ids: readonly string[], change: Parameters<typeof makeItem>[1] = {}) =>
  Array.from({ length: Math.ceil(ids.length / perPage) }, (_, page) =>
    ids.slice(page * perPage, (page + 1) * perPage).map((id) => makeItem(id, change)),
  );

const channel = (ids: readonly string[]): Lists => ({
  [videosPart.id]: toPages(ids),
});

const readManifest = (world: World) =>
  manifestSchema.parse(JSON.parse(world.delivered.get('manifest.json') ?? ''));
const countPages = (world: World) => world.asked.filter((question) => question.startsWith('page ')).length;

it('at most N posts of a list say nothing of those that were left out, also on its last page', async () => {
  await runChannel(createWorld(channel(names(8, 1))));
  for (const maxItems of [3, 7]) {
    const { completeness } = await runChannel(createWorld(channel(names(8, 1))), { maxItems });
    expect(completeness).toMatchObject({ seen: maxItems, vanished: null });
  }
  const { completeness } = await runChannel(createWorld(channel(names(8, 2))), { maxItems: 7 });
  expect(completeness?.vanished).toEqual([expect.objectContaining({ id: 'v1' })]);
});

describe('an export of what is new', () => {
  it('has only what is new, leaves the list behind what is known, and says what it adds to', async () => {
    const first = await runChannel(createWorld(channel(names(80, 1))));
    const world = createWorld(channel(names(83, 1)));
    const job = await runChannel(world, { onlyNew: true });
    expect(job.state).toEqual({ status: 'done' });
    expect(listIds(world)).toEqual(['v83', 'v82', 'v81']);
    expect(world.downloads).toHaveLength(3);
    expect(countPages(world)).toBe(4);
    expect(world.asked.filter((question) => question.startsWith('details'))).toHaveLength(3);
    const { job: head, completeness } = readManifest(world);
    expect(head.base).toMatchObject({ jobId: first.id, folder: expect.any(String), kept: 80 });
    expect(completeness).toMatchObject({
      seen: 3,
      saved: 3,
      leftOut: { known: 45 },
      notSeen: 0,
      vanished: null,
    });
  });

  it('is the base of the next one', async () => {
    await runChannel(createWorld(channel(names(20, 1))));
    await runChannel(createWorld(channel(names(22, 1))), { onlyNew: true });
    const world = createWorld(channel(names(23, 1)));
    const job = await runChannel(world, { onlyNew: true });
    expect(listIds(world)).toEqual(['v23']);
    expect(job.base?.kept).toBe(22);
  });

  it('tells what is gone where a list was read to its end', async () => {
    await runChannel(createWorld(channel(names(12, 1))));
    const world = createWorld(channel(names(12, 1).filter((id) => id !== 'v2' && id !== 'v7')));
    const job = await runChannel(world);
    expect(job.completeness?.vanished).toEqual([
      { id: 'v2', title: 'Title of v2' },
      { id: 'v7', title: 'Title of v7' },
    ]);
    const again = await runChannel(
      createWorld(channel(names(12, 1).filter((id) => id !== 'v2' && id !== 'v7'))),
    );
    expect(again.completeness?.vanished).toEqual([]);
  });

  it('reads a list that is in no order to its end', async () => {
    const { include } = defaultJobOptions;
    const parts = [{ ...videosPart, kind: 'playlist' as const }];
    await runChannel(createWorld(channel(names(100, 1)), { parts }), { include });
    const world = createWorld(channel([...names(100, 1), 'late']), { parts });
    await runChannel(world, { include, onlyNew: true });
    expect(listIds(world)).toEqual(['late']);
    expect(countPages(world)).toBe(9);
  });

  it('reads on where the site counts more new ones than were found', async () => {
    await runChannel(createWorld(channel(names(100, 1)), { claimed: { count: 100, exact: true } }));
    const ids = [...names(101, 8), 'shown-again', ...names(7, 1)];
    const world = createWorld(channel(ids), { claimed: { count: 102, exact: true } });
    await runChannel(world, { onlyNew: true });
    expect(listIds(world)).toEqual(['v101', 'shown-again']);
  });

  it('takes once more what could not be saved the last time', async () => {
    const first = createWorld(channel(names(8, 1)));
    first.replies.set('details v5', [errorReply('platform.private')]);
    await runChannel(first);
    const world = createWorld(channel(names(9, 1)));
    await runChannel(world, { onlyNew: true });
    expect(listIds(world)).toEqual(['v9', 'v5']);
  });

  it('takes once more what could not be saved the last time, however deep it stands', async () => {
    const refuse = (world: World): World => {
      world.replies.set('details v5', [errorReply('platform.private')]);
      return world;
    };
    await runChannel(refuse(createWorld(channel(names(80, 1)))));
    const again = await runChannel(refuse(createWorld(channel(names(81, 1)))), { onlyNew: true });
    expect(again.completeness).toMatchObject({ seen: 2, saved: 1, refused: [{ id: 'v5' }] });
    const world = createWorld(channel(names(81, 1)));
    await runChannel(world, { onlyNew: true });
    expect(listIds(world)).toEqual(['v5']);
    expect(countPages(world)).toBe(3);
    const last = createWorld(channel(names(81, 1)));
    await runChannel(last, { onlyNew: true });
    expect(listIds(last)).toEqual([]);
  });

  it('has private posts that the last one left out, once they are wanted', async () => {
    const lists = channel(names(80, 1));
    lists[videosPart.id]?.at(-1)?.push(makeItem('mine', { privacy: 'private' }));
    await runChannel(createWorld(lists), { privateItems: false });
    const same = createWorld(lists);
    await runChannel(same, { privateItems: false, onlyNew: true });
    expect(listIds(same)).toEqual([]);
    const world = createWorld(lists);
    await runChannel(world, { onlyNew: true });
    expect(listIds(world)).toEqual(['mine']);
  });

  it('reads a list to its end once more where something in it was not understood', async () => {
    const first = createWorld(channel(names(80, 1)));
    const items = names(8, 2).map((id) => makeItem(id));
    first.replies.set(`page ${videosPart.id} 6`, [{ read: { ...emptyRead, items, unknown: { newOne: 1 } } }]);
    await runChannel(first);
    const world = createWorld(channel(names(80, 1)));
    await runChannel(world, { onlyNew: true });
    expect(listIds(world)).toEqual(['v1']);
    const next = createWorld(channel(names(81, 1)));
    await runChannel(next, { onlyNew: true });
    expect(countPages(next)).toBe(4);
  });

  it('takes everything where nothing is complete enough to add to', async () => {
    await runChannel(createWorld(channel(names(8, 1))), { maxItems: 3 });
    await runChannel(createWorld(channel(names(8, 1))), { from: '2020-01-01' });
    const world = createWorld(channel(names(8, 1)));
    const job = await runChannel(world, { onlyNew: true });
    expect(job.base).toBeNull();
    expect(listIds(world)).toHaveLength(8);
  });

  it('takes everything where the last one had no video files', async () => {
    await runChannel(createWorld(channel(names(8, 1))), { withMedia: false });
    const world = createWorld(channel(names(8, 1)));
    expect((await runChannel(world, { onlyNew: true })).base).toBeNull();
    expect(world.downloads).toHaveLength(8);
  });

  it('that was cancelled changes nothing: the next one adds to the last complete one', async () => {
    const first = await runChannel(createWorld(channel(names(20, 1))));
    const cut = createWorld(channel(names(22, 1)));
    const stop = new AbortController();
    cut.before = async (effect) => {
      if (effect.startsWith('download')) stop.abort();
    };
    const cutId = await startJob(cut.ports, channelRef, {
      ...defaultJobOptions,
      include: ['videos'],
      onlyNew: true,
    });
    await runJob(cut.ports, cutId, stop.signal);
    await cancelJob(cut.ports, cutId);
    const world = createWorld(channel(names(23, 1)));
    const job = await runChannel(world, { onlyNew: true });
    expect(job.base?.jobId).toBe(first.id);
    expect(listIds(world)).toEqual(['v23', 'v22', 'v21']);
  });

  it('takes what was left out for its size once more only where larger files are wanted', async () => {
    const first = createWorld(channel(names(4, 1)));
    first.before = async (effect) => {
      if (effect === 'download media/videos/youtube/2026-03-04_v2') throw new AppError('media.over_limit');
    };
    await runChannel(first, { maxBytes: 500 });
    const same = createWorld(channel(names(4, 1)));
    await runChannel(same, { maxBytes: 500, onlyNew: true });
    expect(listIds(same)).toEqual([]);
    const more = createWorld(channel(names(4, 1)));
    await runChannel(more, { maxBytes: 5000, onlyNew: true });
    expect(listIds(more)).toEqual(['v2']);
  });

  it('that has a limit counts only what is new towards it', async () => {
    await runChannel(createWorld(channel(names(8, 1))));
    const world = createWorld({
      [videosPart.id]: [[makeItem('v1', { pinned: true }), makeItem('v10')], ...toPages(names(9, 1))],
    });
    await runChannel(world, { onlyNew: true, maxItems: 2 });
    expect(listIds(world)).toEqual(['v10', 'v9']);
  });
});

describe('what was seen of a post at different times', () => {
  const views = (value: number) => ({ views: { precision: 'exact', value } as const });

  it('is in the archive of a later export', async () => {
    await runChannel(createWorld({ [videosPart.id]: [[makeItem('a', { stats: views(10) })]] }));
    const world = createWorld({ [videosPart.id]: [[makeItem('a', { stats: views(25) })]] });
    await runChannel(world);
    const [item] = JSON.parse(world.delivered.get('items.json') ?? '[]') as { history?: object[] }[];
    expect(item?.history).toEqual([
      expect.objectContaining({ title: 'Title of a', stats: views(10) }),
      expect.objectContaining({ stats: views(25) }),
    ]);
  });
});

describe('an export of what is new into the folder of the one before', () => {
  const place = { kind: 'folder', placeId: 'p', name: 'Archive' } as const;
  /** The same world whose archives all go into one folder. */
  const inFolder = (world: World, folder = 'tiktok-owner'): World => {
    const open = async () => ({
      target: { by: 'browser', folder, downloadId: null, place } as const,
      versions: {},
    });
    world.ports.sinks.open = open;
    return world;
  };

  it('leaves one archive, whose lists name what is new and what was there', async () => {
    await runChannel(inFolder(createWorld(channel(names(20, 1)))));
    await runChannel(inFolder(createWorld(channel(names(22, 1)))), { onlyNew: true });
    const world = inFolder(createWorld(channel(names(23, 1))));
    const job = await runChannel(world, { onlyNew: true });
    expect(job.counts.saved).toBe(1);
    expect(listIds(world)).toEqual(names(23, 1).toSorted((a, b) => order(a) - order(b)));
    const items = JSON.parse(world.delivered.get('items.json') ?? '[]') as { files: { path: string }[] }[];
    expect(items.every(({ files }) => files.length > 0)).toBe(true);
  });
  // The newest export first, each in the order of its list.
  const order = (id: string): number => (id === 'v23' ? 0 : ['v22', 'v21'].includes(id) ? 1 : 2);

  it('has everything where what lies there is not known any more', async () => {
    const first = await runChannel(inFolder(createWorld(channel(names(8, 1)))));
    const world = inFolder(createWorld(channel(names(9, 1))));
    await world.ports.store.removeJob(first.id);
    expect((await runChannel(world, { onlyNew: true })).base).toBeNull();
    expect(listIds(world)).toHaveLength(9);
  });

  it('has everything where the one before lies elsewhere', async () => {
    await runChannel(createWorld(channel(names(8, 1))));
    const world = inFolder(createWorld(channel(names(9, 1))));
    expect((await runChannel(world, { onlyNew: true })).base).toBeNull();
  });
});
