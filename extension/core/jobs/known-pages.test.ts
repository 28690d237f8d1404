import { expect, it } from 'vitest';
import type { Item } from '../../../shared/model/item.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { canLeave, countPage } from './known-pages.ts';

const page = (...names: string[]): Item[] =>
  names.map((name) => makeItem(name.replace('^', ''), name.startsWith('^') ? { pinned: true } : {}));
/** Pages of ten items that the base has. */
const oldPages = (count: number): Item[][] =>
  Array.from({ length: count }, (_, number) =>
    page(...Array.from({ length: 10 }, (__, place) => `old${number * 10 + place}`)),
  );
const base = {
  has: (key: string): boolean => /:(old\d+|pin)$/.test(key),
};
const walk = (...pages: Item[][]) =>
  pages.reduce((run, items) => countPage(run, items, base), { pages: 0, items: 0, fresh: 0 });

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
  expect(canLeave(walk(page('new', 'old1'), ...oldPages(2)), place(null, null))).toBe(false);
  expect(canLeave(walk(page('new', 'old1'), ...oldPages(3)), place(null, null))).toBe(true);
});

it('wants more pages where they hold few items', () => {
  const small = (count: number) =>
    Array.from({ length: count }, (_, number) => page(`old${number}`, 'old99', 'old98'));
  expect(canLeave(walk(...small(9)), place(null, null))).toBe(false);
  expect(canLeave(walk(...small(10)), place(null, null))).toBe(true);
});

it('begins to count again where something new stands among the old', () => {
  expect(walk(...oldPages(2), page('old1', 'new'), page('old2'))).toEqual({ pages: 1, items: 1, fresh: 1 });
});

it('does not take a pinned post for a sign of what comes after it, new or known', () => {
  expect(walk(page('^pin', 'new'), page('old1'))).toEqual({ pages: 1, items: 1, fresh: 1 });
  expect(walk(page('^newpin', 'old1'))).toEqual({ pages: 1, items: 1, fresh: 1 });
});

it('learns nothing from a page without items', () => {
  expect(walk(...oldPages(2), page())).toEqual({ pages: 2, items: 20, fresh: 0 });
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
  expect(canLeave({ pages: 3, items: 30, fresh }, where)).toBe(isLeft);
});
