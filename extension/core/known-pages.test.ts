import { expect, it } from 'vitest';
import type { Item } from '../../shared/model/item.ts';
import type { SourceRef } from '../../shared/model/source.ts';
import { makeItem } from '../jobs/testing/fake-world.ts';
import { canLeave, countPage } from './known-pages.ts';

const page = (...names: string[]): Item[] =>
  names.map((name) => makeItem(name.replace('^', ''), name.startsWith('^') ? { pinned: true } : {}));
const base = new Set(['a', 'b', 'c', 'd', 'pin'].map((id) => `youtube:post:${id}`));
const walk = (...pages: Item[][]) =>
  pages.reduce((run, items) => countPage(run, items, base), { pages: 0, fresh: 0 });

const posts: SourceRef = { platform: 'tiktok', kind: 'posts', id: 's', url: 'https://www.tiktok.com/@a' };
const place = (now: number | null, then: number | null, exact = true) => ({
  source: {
    kind: 'profile' as const,
    parts: [posts, { ...posts, kind: 'stories' as const }],
    claimed: now === null ? null : { count: now, exact },
  },
  part: posts,
  claimedThen: then === null ? null : { count: then, exact },
});

it('leaves a list behind three pages in a row that hold nothing new', () => {
  expect(canLeave(walk(page('new', 'a'), page('b'), page('c')), place(null, null))).toBe(false);
  expect(canLeave(walk(page('new', 'a'), page('b'), page('c'), page('d')), place(null, null))).toBe(true);
});

it('begins to count again where something new stands among the old', () => {
  expect(walk(page('a'), page('b'), page('c', 'new'), page('d'))).toEqual({ pages: 1, fresh: 1 });
});

it('does not take a pinned post for a sign of what comes after it, new or known', () => {
  expect(walk(page('^pin', 'new'), page('a'))).toEqual({ pages: 1, fresh: 1 });
  expect(walk(page('^newpin', 'a'))).toEqual({ pages: 1, fresh: 1 });
});

it('learns nothing from a page without items', () => {
  expect(walk(page('a'), page('b'), page())).toEqual({ pages: 2, fresh: 0 });
});

it.each([
  ['the number has grown by what was found', place(12, 10), 2, true],
  ['the number has grown by more', place(13, 10), 2, false],
  ['the number has shrunk', place(8, 10), 0, true],
  ['the number is rounded', place(2000, 1000, false), 0, true],
  [
    'the number counts another list',
    { ...place(13, 10), part: { ...posts, kind: 'liked' as const } },
    0,
    true,
  ],
])('where %s', (...[, where, fresh, isLeft]) => {
  expect(canLeave({ pages: 3, fresh }, where)).toBe(isLeft);
});
