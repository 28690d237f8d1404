import { describe, expect, it } from 'vitest';
import { isSafeArchivePath, toRelativeUrl } from './archive-path.ts';

describe('isSafeArchivePath', () => {
  it.each([
    '../x',
    '/etc/passwd',
    'a//b',
    'C:/x',
    'a\\b',
    'a/../b',
    './a',
    '',
    'a/',
    'media/CON',
    'a/\u202eb',
    '.star-export.json',
  ])('refuses %j', (path) => {
    expect(isSafeArchivePath(path)).toBe(false);
  });

  it.each([
    'manifest.json',
    'media/videos/youtube/2026-01-31_-abc_DEF.mp4',
    'media/images/youtube/undated_x.jpg',
  ])('takes %j', (path) => {
    expect(isSafeArchivePath(path)).toBe(true);
  });
});

describe('toRelativeUrl', () => {
  it('keeps the slashes and encodes what a URL would read otherwise', () => {
    expect(toRelativeUrl('a b/50%#1.mp4')).toBe('a%20b/50%25%231.mp4');
  });
});
