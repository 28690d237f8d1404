import { expect, it } from 'vitest';
import type { Completeness } from '../../../../shared/model/archive.ts';
import { toCompletenessWords } from './completeness-words.ts';

const whole: Completeness = {
  claimed: null,
  claimedExact: false,
  notSeen: 0,
  seen: 3,
  saved: 3,
  refused: [],
  unknown: {},
};
const refuse = (id: string) => ({ id, code: 'net.http' as const, message: 'No.' });

it.each([
  [{}, 'All 3 saved'],
  [{ seen: 1, saved: 1 }, 'Saved'],
  [{ posts: 0 }, 'No post was found'],
  [{ seen: 0, saved: 0 }, 'Nothing was found'],
  [{ saved: 2, refused: [refuse('a'), refuse('a')] }, '2 of 3 saved, 1 refused'],
  [
    { refused: [refuse('a')], lacking: [{ id: 'a', what: ['comments' as const] }] },
    '3 of 3 saved, comments of 1 not',
  ],
] satisfies [Partial<Completeness>, string][])('%j is told as "%s"', (change, words) => {
  expect(toCompletenessWords({ ...whole, ...change })).toBe(words);
});
