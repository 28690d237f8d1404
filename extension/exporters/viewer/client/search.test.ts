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

  it.each([
    ['Hindi', 'काला', 'कल'],
    ['Thai', 'ม้า', 'มา'],
    ['Japanese', 'がっこう', 'かっこう'],
    ['Tamil', 'பூ', 'ப'.concat('ை')],
  ])('does not take what is part of a letter in %s for an accent', (_, text, other) => {
    const words = createSearchIndex(1);
    words.add(0, text);
    expect(words.matches(0, readTerms(other))).toBe(false);
    expect(words.matches(0, readTerms(text))).toBe(true);
  });

  it.each([
    ['Việt Nam', 'viet nam'],
    ['مُحَمَّد', 'محمد'],
    ['שָׁלוֹם', 'שלום'],
    ['Ёлка', 'елка'],
    ['ज़िंदगी', 'जिंदगी'],
    ['❤️ Ἀθῆναι', '❤ αθηναι'],
    ['ｶﾞｯｺｳ', 'ガッコウ'],
  ])('finds %j by %j', (text, query) => {
    const words = createSearchIndex(1);
    words.add(0, text);
    expect(words.matches(0, readTerms(query))).toBe(true);
  });

  it('marks terms as they stand, also those that look like patterns', () => {
    expect(splitByTerms('a.c abc A.C', ['a.c'])).toEqual([
      { text: 'a.c', found: true },
      { text: ' abc ', found: false },
      { text: 'A.C', found: true },
    ]);
  });
});
