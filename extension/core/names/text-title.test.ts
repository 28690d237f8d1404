import { describe, expect, it } from 'vitest';
import { toTextTitle } from './text-title.ts';

describe('toTextTitle', () => {
  it.each([
    ['The old crane', 'The old crane'],
    ['\n  \n The old crane \nSecond line', 'The old crane'],
    ['First\u2028second', 'First'],
    ['', ''],
    [null, ''],
  ])('%j gives %j', (text, title) => expect(toTextTitle(text)).toBe(title));

  it('cuts a long line between words', () => {
    const title = toTextTitle('harbour '.repeat(30));
    expect(title.length).toBeLessThanOrEqual(101);
    expect(title).toMatch(/^(harbour )+harbour…$/);
  });

  it('cuts a long word, but no character', () => {
    const title = toTextTitle(`x${'🚢'.repeat(80)}`);
    expect(title).toBe(`x${'🚢'.repeat(49)}…`);
    expect(title.isWellFormed()).toBe(true);
  });
});
