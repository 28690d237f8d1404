/** A folder that is brought up to date, over the real library. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { resumeJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import {
  createWorld,
  emptyRead,
  errorReply,
  type Lists,
  makeComment,
  makeItem,
  videosPart,
  type World,
} from '../testing/fake-world.ts';
import { listIds, runChannel } from '../testing/run-export.ts';

let day = 0;
beforeEach(freshLibrary);

const place = { kind: 'folder', placeId: 'p', name: 'Archive' } as const;

/** A world with these posts, whose archives go into one folder. */
function withPosts(ids: readonly string[], folder = 'youtube-owner'): World {
  const lists: Lists = { [videosPart.id]: [ids.map((id) => makeItem(id))] };
  const world = createWorld(lists);
  day += 1;
  world.nowMs += day * 86_400_000;
  const target = { by: 'browser', folder, downloadId: null, place } as const;
  world.ports.sinks.open = async () => ({ target, versions: {} });
  return world;
}

const readItems = (world: World) =>
  JSON.parse(world.delivered.get('items.json') ?? '[]') as { id: string; saved: boolean; files: object[] }[];

it('goes on naming a post that is gone from the site, with its files', async () => {
  await runChannel(withPosts(['a', 'b', 'c']));
  await runChannel(withPosts(['b', 'c']));
  const world = withPosts(['d', 'c']);
  const { completeness } = await runChannel(world);
  expect(listIds(world)).toEqual(['d', 'c', 'b', 'a']);
  expect(readItems(world).every(({ saved, files }) => saved && files.length > 0)).toBe(true);
  expect(completeness).toMatchObject({ seen: 2, saved: 2 });
});

it('names a post as it was saved where it is refused now', async () => {
  await runChannel(withPosts(['a', 'b']));
  const world = withPosts(['a', 'b']);
  world.replies.set('details b', [errorReply('platform.private')]);
  const { completeness } = await runChannel(world);
  expect(completeness).toMatchObject({ seen: 2, saved: 1 });
  expect(readItems(world).map(({ id, saved }) => [id, saved])).toEqual([
    ['a', true],
    ['b', true],
  ]);
});

it('names what lies there beside what was asked for this time alone', async () => {
  await runChannel(withPosts(['c', 'b', 'a']), { maxItems: 2 });
  const world = withPosts(['d', 'c', 'b', 'a']);
  await runChannel(world, { maxItems: 1 });
  expect(listIds(world)).toEqual(['d', 'c', 'b']);
});

it('names a post as it was saved where a later export was refused it, and it is gone now', async () => {
  await runChannel(withPosts(['a', 'b']));
  const later = withPosts(['a', 'b']);
  later.replies.set('details b', [errorReply('platform.private')]);
  await runChannel(later);
  const world = withPosts(['a']);
  await runChannel(world);
  expect(readItems(world).map(({ id, saved }) => [id, saved])).toEqual([
    ['a', true],
    ['b', true],
  ]);
});

/** A page of comments on post `b`; the next one is at `continuation`. */
const commentsOnB = (ids: readonly string[], continuation: string | null = null) => ({
  read: {
    ...emptyRead,
    page: 'comments' as const,
    comments: ids.map((id) => makeComment(id, 'b')),
    continuation,
  },
});

const listComments = (world: World): string[] =>
  (world.delivered.get('comments.jsonl') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { id: string }).id);

/** An export that reads one of the comments on `b`, and is refused the rest. */
function withHalfReadComments(): World {
  const world = withPosts(['a', 'b']);
  world.replies.set('comments b', [commentsOnB(['newer'], 'more'), errorReply('platform.private')]);
  return world;
}

it.each([
  ['alone', 2, /never/],
  ['with the post', 1, /^fetch .*_b\./],
])('names the comments of an earlier export where they are refused now %s', async (_, saved, refused) => {
  const first = withPosts(['a', 'b']);
  first.replies.set('comments b', [commentsOnB(['one', 'two', 'three'])]);
  await runChannel(first, { comments: true });
  const world = withHalfReadComments();
  world.before = async (effect) => {
    if (refused.test(effect)) throw new AppError('platform.private');
  };
  expect((await runChannel(world, { comments: true })).completeness).toMatchObject({ seen: 2, saved });
  expect(listComments(world)).toEqual(['one', 'two', 'three']);
});

it('names the half of the comments that was read where no export has more', async () => {
  await runChannel(withPosts(['a', 'b']));
  const world = withHalfReadComments();
  await runChannel(world, { comments: true });
  expect(listComments(world)).toEqual(['newer']);
});

it('goes on naming what a newer export has put there where an older one is taken up again', async () => {
  const first = withPosts(['a']);
  const { id } = await runChannel(first);
  await runChannel(withPosts(['b', 'a']));
  // As a picked folder, which is read where the files of an export are looked at again.
  for (const [path, text] of first.delivered) first.disk.set(path, text);
  await resumeJob(first.ports, id);
  await runJob(first.ports, id, new AbortController().signal);
  expect(listIds(first).toSorted()).toEqual(['a', 'b']);
});

it('reads nothing of earlier exports for a post that all of them were refused', async () => {
  const refused = (): World => {
    const world = withPosts(['a', 'b']);
    world.replies.set('details b', [errorReply('platform.private')]);
    return world;
  };
  const first = await runChannel(refused());
  await runChannel(refused());
  const world = refused();
  const iterateItems = vi.spyOn(world.ports.store, 'iterateItems');
  await runChannel(world);
  expect(iterateItems).toHaveBeenCalled();
  expect(iterateItems).not.toHaveBeenCalledWith(first.id);
  iterateItems.mockRestore();
  expect(listIds(world)).toEqual(['a', 'b']);
});

it.each([
  ['in another folder', {}, 'another'],
  ['beside a bag', { bag: true }, undefined],
])('names nothing of what lies %s', async (_, options, folder) => {
  await runChannel(withPosts(['a', 'b'], folder), options);
  const world = withPosts(['b']);
  await runChannel(world);
  expect(listIds(world)).toEqual(['b']);
});

const pathsOf = (world: World): Record<string, string[]> =>
  Object.fromEntries(
    (
      JSON.parse(world.delivered.get('items.json') ?? '[]') as { id: string; files: { path: string }[] }[]
    ).map(({ id, files }) => [id, files.map(({ path }) => path)]),
  );

describe.each([
  ['yt-dlp', { preset: 'yt-dlp' }],
  ['jellyfin', { preset: 'jellyfin' }],
  ['a template', { nameTemplate: '%(title)s.%(ext)s' }],
] satisfies [string, Partial<JobOptions>][])('with names by %s', (_, names) => {
  const options: Partial<JobOptions> = { ...names, formats: ['json', 'sidecars'] };
  const listSidecars = (world: World): string[] =>
    [...world.delivered.keys()].filter((path) => path.endsWith('.meta.json')).sort();

  it('a post that is gone from the site stays in the lists, with its files and what lies beside them', async () => {
    const first = withPosts(['a', 'b', 'c']);
    await runChannel(first, options);
    await runChannel(withPosts(['b', 'c']), options);
    const world = withPosts(['d', 'c']);
    await runChannel(world, options);
    expect(listIds(world)).toEqual(['d', 'c', 'b', 'a']);
    const { d = [], ...before } = pathsOf(world);
    // The picture of a show is that of the newest export, and of one post alone.
    const isTaken = (path: string): boolean => d.includes(path);
    const listed = Object.entries(pathsOf(first)).map(([id, paths]) => [
      id,
      paths.filter((path) => !isTaken(path)),
    ]);
    expect(before).toEqual(Object.fromEntries(listed));
    expect(listSidecars(world)).toEqual(expect.arrayContaining(listSidecars(first)));
    expect(listSidecars(world)).toHaveLength(4);
  });

  it('so do those that were not asked for this time', async () => {
    const first = withPosts(['c', 'b', 'a']);
    await runChannel(first, options);
    const world = withPosts(['c', 'b', 'a']);
    await runChannel(world, { ...options, maxItems: 1 });
    expect(pathsOf(world)).toEqual(pathsOf(first));
  });

  it('so do those that lie there under names of another kind', async () => {
    const first = withPosts(['a', 'b']);
    await runChannel(first, { ...options, preset: 'star-export', nameTemplate: null });
    const second = withPosts(['c']);
    await runChannel(second, options);
    const world = withPosts(['d']);
    await runChannel(world, { ...options, preset: 'star-export', nameTemplate: null });
    expect(pathsOf(second)).toMatchObject(pathsOf(first));
    expect(pathsOf(world)).toMatchObject(pathsOf(second));
    expect(listSidecars(second)).toEqual(expect.arrayContaining(listSidecars(first)));
    expect(listSidecars(world)).toEqual(expect.arrayContaining(listSidecars(second)));
  });
});

it('lays nothing of one post over that of another, where an older version gave both the same name', async () => {
  const options: Partial<JobOptions> = { nameTemplate: '%(title)s.%(ext)s', formats: ['json', 'sidecars'] };
  await runChannel(withPosts(['b']), options);
  const world = withPosts(['a']);
  const { id } = await runChannel(world, options);
  await world.ports.store.changeItems(id, (record) => ({ ...record, stem: 'media/Title of b' }));
  for (const [path, text] of world.delivered) world.disk.set(path, text);
  await resumeJob(world.ports, id);
  await runJob(world.ports, id, new AbortController().signal);
  expect(listIds(world)).toEqual(['a', 'b']);
  const sidecars = [...world.delivered].filter(([path]) => /Title of b.*meta/u.test(path));
  expect(sidecars.map(([, text]) => (JSON.parse(text) as { id: string }).id).sort()).toEqual(['a', 'b']);
});
