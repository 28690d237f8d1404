import { describe, expect, it } from 'vitest';
import { readTextParts } from './rich-text.ts';

describe('readTextParts', () => {
  const links = (text: string) =>
    readTextParts(text).flatMap((part) => (part.type === 'link' ? [part.url] : []));

  it.each([
    ['see https://example.org/a.', 'https://example.org/a'],
    ['(https://example.org/a)', 'https://example.org/a'],
    ['https://en.wikipedia.org/wiki/Crane_(machine)', 'https://en.wikipedia.org/wiki/Crane_(machine)'],
    ['(https://en.wikipedia.org/wiki/Crane_(machine)).', 'https://en.wikipedia.org/wiki/Crane_(machine)'],
    ['https://example.org/?a=1&b=2#c, and', 'https://example.org/?a=1&b=2#c'],
    ['«https://пример.рф/страница»', 'https://пример.рф/страница'],
  ])('finds the address in %j', (text, url) => {
    expect(links(text)).toEqual([url]);
  });

  it('takes the brackets away that an address did not open, however many there are', () => {
    expect(links(`https://example.org/(a)${')'.repeat(200_000)}`)).toEqual(['https://example.org/(a)']);
  });

  it.each([
    'http://example.org',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://',
    'xhttps:/a',
  ])('makes no link of %j', (text) => {
    expect(links(text)).toEqual([]);
  });

  it('finds times, and not what only looks like one', () => {
    const times = readTextParts(
      '0:00 start\n1:02:03 end 12:34 at 2026-01-31T10:00:00 ratio 16:99, v1.2:30',
    ).flatMap((part) => (part.type === 'time' ? [part.sec] : []));
    expect(times).toEqual([0, 3723, 754]);
  });

  it('keeps every character in its place', () => {
    const text = 'a https://example.org/x). 1:23\n\nhttps:// (https://example.org/y(z)) 9:59!';
    expect(
      readTextParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
