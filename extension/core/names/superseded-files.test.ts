import { expect, it } from 'vitest';
import { findSuperseded } from './superseded-files.ts';

it('finds what has another name since its date is known, and nothing else', () => {
  const paths = [
    'media/images/youtube/undated_a.jpg',
    'media/images/youtube/2026-01-31_a.jpg',
    'media/videos/youtube/undated_a.meta.json',
    'media/videos/youtube/2026-01-31_a.meta.json',
    'media/images/youtube/undated_b.jpg',
    'media/images/tiktok/2026-01-31_b.jpg',
    'media/images/youtube/2026-01-31_b.webp',
    'items.json',
  ];
  expect(findSuperseded(paths)).toEqual([
    'media/images/youtube/undated_a.jpg',
    'media/videos/youtube/undated_a.meta.json',
  ]);
});
