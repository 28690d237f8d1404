import { describe, expect, test } from 'vitest';
import { parseFileUrl, parsePageUrl, toSource } from './url.ts';

const refused = expect.objectContaining({ code: 'input.url_refused' });

describe('the address of a page', () => {
  test('is kept but for its fragment', () => {
    expect(parsePageUrl('https://www.youtube.com/watch?v=abc#t=3', 'youtube').href).toBe(
      'https://www.youtube.com/watch?v=abc',
    );
    expect(
      parsePageUrl('https://www.youtube.com/watch?v=a#__youtubedl_smuggle=%7B%7D', 'youtube').href,
    ).not.toContain('smuggle');
  });

  test.each([
    'http://www.youtube.com/watch?v=a',
    'file:///etc/passwd',
    '-o/tmp/x',
    '--exec=touch x',
    'https://evil.example/watch',
    'https://www.youtube.com.evil.example/',
    'https://evil.example/https://www.youtube.com/',
    'https://user:pass@www.youtube.com/',
    'https://www.youtube.com:8443/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://notyoutube.com/',
    'data:text/html,x',
    'ytsearch:cats',
  ])('is refused when it is %s', (text) => {
    expect(() => parsePageUrl(text, 'youtube')).toThrow(refused);
  });

  test('belongs to its own platform only', () => {
    expect(() => parsePageUrl('https://www.youtube.com/watch?v=a', 'tiktok')).toThrow(refused);
  });
});

describe('the address of a file', () => {
  test('may be on any name below the platform’s own', () => {
    expect(parseFileUrl('https://i9.ytimg.com/vi/a/b.jpg?sqp=x', 'youtube').hostname).toBe('i9.ytimg.com');
  });

  test('is written down without its query string', () => {
    expect(toSource(new URL('https://i.ytimg.com/vi/a/b.jpg?token=x'))).toBe(
      'https://i.ytimg.com/vi/a/b.jpg',
    );
  });

  test('is refused on a name that only ends alike', () => {
    expect(() => parseFileUrl('https://evilytimg.com/x', 'youtube')).toThrow(refused);
  });
});
