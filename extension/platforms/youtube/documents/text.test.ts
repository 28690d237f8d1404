import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.ts';
import { readPlainText, readText } from './text.ts';

describe('readText', () => {
  it.each([
    [{ simpleText: 'plain' }, 'plain'],
    [{ runs: [{ text: 'two ' }, { text: 'runs' }] }, 'two runs'],
    [{ content: 'model' }, 'model'],
    ['bare', 'bare'],
    [{ runs: [] }, ''],
    [{ runs: [{ bold: true }, { text: 'x' }] }, 'x'],
  ])('reads %o', (value, text) => expect(readText(value)).toBe(text));

  it.each([[null], [undefined], [7], [[]], [{}], [{ runs: 'x' }]])('gives null for %o', (value) => {
    expect(readText(value)).toBeNull();
  });

  it('mends halves of emoji, which no file can hold', () => {
    expect(readText({ simpleText: 'a\ud83d' })).toBe('a\ufffd');
  });

  it('takes direction marks out of what is compared, and leaves them in titles', () => {
    expect(readPlainText({ content: '\u200e\u2068@name\u2069 ' })).toBe('@name');
    expect(readText({ content: '\u200eשלום' })).toBe('\u200eשלום');
  });
});

describe('parseDuration', () => {
  it.each([
    ['0:39', 39],
    ['4:05', 245],
    ['1:25:06', 5106],
    ['101:00:00', 363_600],
    ['1.25.06', 5106],
  ])('reads %s', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(['LIVE', 'Upcoming', '', '12', '102 videos', '1:2', 'a1:23'])('gives null for "%s"', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});
