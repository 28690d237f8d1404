import { describe, expect, it } from 'vitest';
import { createSearchIndex, readTerms, splitByTerms } from './search.ts';

describe('search', () => {
  const index = createSearchIndex(2);
  index.add(0, 'Crème brûlée in ÉTÉ');
  index.add(1, 'Straßenbahn');
  index.add(1, 'later words');
  const find = (query: string) => [0, 1].filter((row) => index.matches(row, readTerms(query)));

  it.each([
    ['creme ete', [0]],
    ['BRÛLÉE', [0]],
    ['"in ete"', [0]],
    ['"ete in"', []],
    ['later straßen', [1]],
    ['', [0, 1]],
    ['creme straßen', []],
  ])('finds for %j the rows %j', (query, rows) => {
    expect(find(query)).toEqual(rows);
  });

  it('marks terms as they stand, also those that look like patterns', () => {
    expect(splitByTerms('a.c abc A.C', ['a.c'])).toEqual([
      { text: 'a.c', found: true },
      { text: ' abc ', found: false },
      { text: 'A.C', found: true },
    ]);
  });
});
