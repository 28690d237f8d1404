import { expect, it } from 'vitest';
import { toThreads } from './threads.ts';

/** `b<a` answers `a`. */
const threadsOf = (...comments: string[]) =>
  toThreads(
    comments.map((comment) => {
      const [id = '', parentId = null] = comment.split('<');
      return { id, parentId };
    }),
  ).map(({ first, replies }) => [first.id, ...replies.map(({ id }) => id)].join(' '));

it('has answers with what they answer', () => {
  expect(threadsOf('a', 'b<a', 'c', 'd<a')).toEqual(['a b d', 'c']);
});

it('has answers to answers too, whatever comes first', () => {
  expect(threadsOf('a', 'b<a', 'c<b', 'd<c')).toEqual(['a b c d']);
  expect(threadsOf('d<c', 'c<b', 'b<a', 'a')).toEqual(['a d c b']);
});

it('has answers to what was not read, and those that answer each other in a circle', () => {
  expect(threadsOf('b<a', 'c<b', 'x<y', 'y<x', 'z<z')).toEqual(['b c', 'x y', 'z']);
});

it('takes no longer for one long row of answers than for many short ones', () => {
  const row = Array.from({ length: 50_000 }, (_, place) => (place === 0 ? '0' : `${place}<${place - 1}`));
  expect(threadsOf(...row.toReversed())).toHaveLength(1);
});
