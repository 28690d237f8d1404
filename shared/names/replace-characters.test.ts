import { describe, expect, it } from 'vitest';
import { replaceCharacters, restrictCharacters } from './replace-characters.ts';

describe('characters that a name cannot have', () => {
  it.each([
    ['a/b: c?', 'a⧸b： c？'],
    ['a\n', 'a'],
    ['a -_\n', 'a'],
    ['\n - _a', 'a'],
    ['- a -', '- a -'],
    ['1:02:03', '1_02_03'],
    ['12:30 and 123', '12_30 and 123'],
    ['\n', '_'],
    ['a\n\nb', 'a b'],
  ])('%s is spelled %s', (text, spelled) => {
    expect(replaceCharacters(text)).toBe(spelled);
  });

  it.each([
    ['_', `x${'_ '.repeat(500_000)}x`],
    ['digits', '1'.repeat(1_000_000)],
  ])('are replaced in a moment, in a text of a million %s', (_, text) => {
    expect(replaceCharacters(text)).toBe(text);
  });

  it('are few where a shell reads them', () => {
    expect(restrictCharacters('! a & b: Ä!')).toBe('a_b_-_A');
  });
});
