import { describe, expect, test } from 'vitest';
import { buildTitleChanges, titleChanges } from './shared-titles.ts';

/** As yt-dlp does it, with Python's way to name what was caught. */
const change = (field: 'title' | 'uploader', text: string): string =>
  titleChanges
    .filter(([name]) => name === field)
    .reduce(
      (known, [, pattern, replacement]) =>
        known.replace(new RegExp(pattern, 'gs'), replacement.replaceAll('\\1', '$1')),
      text,
    );

describe('of the line that is made for sharing', () => {
  test.each([
    ['342 views | Boats at noon | Odile Marram', 'Boats at noon', 'Odile Marram'],
    ['1.2M views · 30K reactions | One | Two | Ada', 'One | Two', 'Ada'],
    ['119 reactions · 1.4K shares | Ada on Reels', 'Ada on Reels', 'Ada on Reels'],
    ['1 view | Boats', 'Boats', 'Boats'],
  ])('%s', (line, title, author) => {
    expect(change('uploader', line)).toBe(author);
    expect(change('title', line)).toBe(title);
  });

  test('entities of the author are characters', () => {
    expect(change('uploader', '342 views | a | Odile &lt;3 &amp;amp; &#039;co&#039;')).toBe(
      "Odile <3 &amp; 'co'",
    );
  });
});

test.each(['Odile Marram', 'Views | from here', '12 boats | a film | mine', '2001: A Space Odyssey'])(
  'what is no such line stays: %s',
  (text) => {
    expect(change('uploader', text)).toBe(text);
    expect(change('title', text)).toBe(text);
  },
);

test('only Facebook has such lines', () => {
  expect(buildTitleChanges(new URL('https://www.facebook.com/reel/1'))).not.toEqual([]);
  expect(buildTitleChanges(new URL('https://www.youtube.com/watch?v=1'))).toEqual([]);
});
