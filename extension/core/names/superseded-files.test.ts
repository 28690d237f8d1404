import { expect, it } from 'vitest';
import { findReplaced, findSuperseded } from './superseded-files.ts';

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

const inNext = [
  'media/images/tiktok/2026-01-31_a.jpg',
  'media/videos/tiktok/2026-01-31_a.mp4',
  'Title [a].en.vtt',
];

it.each([
  ['a picture of another type', 'media/images/tiktok/2026-01-31_a.webp', true],
  ['a name that differs by case alone', 'media/images/tiktok/2026-01-31_A.WEBP', true],
  ['a film in another container', 'media/videos/tiktok/2026-01-31_a.webm', true],
  ['captions in another form', 'Title [a].en.srt', true],
  ['the name from before the day was known', 'media/videos/tiktok/undated_a.mp4', true],
  ['captions of another language', 'Title [a].de.vtt', false],
  ['a picture of another post', 'media/images/tiktok/2026-01-31_b.webp', false],
  ['the sound of a film that is saved as one now', 'media/audio/tiktok/2026-01-31_a.m4a', false],
  ['what is written beside a film', 'media/videos/tiktok/2026-01-31_a.meta.json', false],
])('whether %s gives way to what is saved now', (_, held, expected) => {
  expect(findReplaced([held], inNext)).toEqual(expected ? [held] : []);
});
