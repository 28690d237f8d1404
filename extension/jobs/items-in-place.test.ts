/** A folder that is brought up to date, over the real library. */
import { beforeEach, expect, it } from 'vitest';
import { freshLibrary } from '../storage/testing/fresh-library.ts';
import {
  createWorld,
  errorReply,
  type Lists,
  makeItem,
  videosPart,
  type World,
} from './testing/fake-world.ts';
import { listIds, runChannel } from './testing/run-channel.ts';

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

it.each([
  ['in another folder', {}, 'another'],
  ['under names of a template', { preset: 'yt-dlp' as const }, undefined],
])('names nothing of what lies %s', async (_, options, folder) => {
  await runChannel(withPosts(['a', 'b'], folder), options);
  const world = withPosts(['b']);
  await runChannel(world);
  expect(listIds(world)).toEqual(['b']);
});
