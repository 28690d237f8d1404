import { expect, it } from 'vitest';
import { archiveItem, buildArchive, buildItem, sampleComments } from './__fixtures__/sample-archive.ts';
import { joinComments } from './join-comments.ts';

/** Ids of the comments that each item has, of items and comments in this order: `a1` is of `a`. */
async function join(items: string[], comments: string[]) {
  const [sample] = sampleComments;
  if (!sample) throw new Error('There is a comment in the sample.');
  const archive = buildArchive({
    items: items.map((id) => archiveItem(buildItem({ id }))),
    comments: comments.map((id) => ({ ...sample, id, itemId: id.slice(0, 1) })),
  });
  const joined: Record<string, string[]> = {};
  for await (const { item, comments: own } of joinComments(archive))
    joined[item.id] = own.map(({ id }) => id);
  return joined;
}

it('gives each item its comments', async () => {
  expect(await join(['a', 'b', 'c'], ['a1', 'a2', 'c1'])).toEqual({ a: ['a1', 'a2'], b: [], c: ['c1'] });
});

it('passes over comments of what is not in the archive', async () => {
  expect(await join(['a', 'b'], ['x1', 'a1', 'y1', 'b1', 'z1'])).toEqual({ a: ['a1'], b: ['b1'] });
});

it('has those that come after the comments of later items, and all that follow', async () => {
  expect(await join(['x', 'z', 'y', 'w'], ['z1', 'y1', 'x1', 'x2', 'w1'])).toEqual({
    x: ['x1', 'x2'],
    z: ['z1'],
    y: ['y1'],
    w: ['w1'],
  });
});
