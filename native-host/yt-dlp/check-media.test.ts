import { expect, test } from 'vitest';
import { checkMedia } from './check-media.ts';

const probe = { durationSec: 100, width: 640, height: 360, videoCodec: 'h264', audioCodec: 'aac' };
const damaged = expect.objectContaining({ code: 'media.damaged' });

test.each([
  ['the same', [100]],
  ['rounded to a whole second', [101]],
  ['unknown', [null, undefined]],
  ['zero, which means unknown', [0]],
  ['right by one source of two', [90, 100.2]],
])('a file is accepted when its duration is %s', (_name, durationsSec) => {
  expect(() => checkMedia(probe, { quality: 'best', durationsSec })).not.toThrow();
});

test.each([
  ['shorter than it should be', 'best', [110]],
  ['longer than it should be', 'best', [60]],
] as const)('a file %s is damaged', (_name, quality, durationsSec) => {
  expect(() => checkMedia(probe, { quality, durationsSec })).toThrow(damaged);
});

test('half a second matters when the site is exact and the video short', () => {
  const short = { ...probe, durationSec: 3.2 };
  expect(() => checkMedia(short, { quality: 'best', durationsSec: [3.9] })).toThrow(damaged);
  expect(() => checkMedia(short, { quality: 'best', durationsSec: [3.6] })).not.toThrow();
});

test('a track that is missing is noticed, each preset in its own way', () => {
  expect(() => checkMedia({ ...probe, videoCodec: null }, { quality: '720p', durationsSec: [] })).toThrow(
    damaged,
  );
  expect(() => checkMedia({ ...probe, audioCodec: null }, { quality: 'audio', durationsSec: [] })).toThrow(
    damaged,
  );
  expect(() =>
    checkMedia({ ...probe, videoCodec: null }, { quality: 'audio', durationsSec: [] }),
  ).not.toThrow();
});
