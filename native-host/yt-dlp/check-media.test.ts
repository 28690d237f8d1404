import { expect, test } from 'vitest';
import { checkMedia } from './check-media.ts';

const probe = { durationSec: 100, width: 640, height: 360, videoCodec: 'h264', audioCodec: 'aac' };
const both = { picture: true, sound: true };
const damaged = expect.objectContaining({ code: 'media.damaged' });

test.each([
  ['the same', [100]],
  ['rounded to a whole second', [101]],
  ['unknown', [null, undefined]],
  ['zero, which means unknown', [0]],
  ['right by one source of two', [90, 100.2]],
])('a file is accepted when its duration is %s', (_name, durationsSec) => {
  expect(() => checkMedia(probe, { ...both, durationsSec })).not.toThrow();
});

test.each([
  ['shorter than it should be', [110]],
  ['longer than it should be', [60]],
])('a file %s is damaged', (_name, durationsSec) => {
  expect(() => checkMedia(probe, { ...both, durationsSec })).toThrow(damaged);
});

test('half a second matters when the site is exact and the video short', () => {
  const short = { ...probe, durationSec: 3.2 };
  expect(() => checkMedia(short, { ...both, durationsSec: [3.9] })).toThrow(damaged);
  expect(() => checkMedia(short, { ...both, durationsSec: [3.6] })).not.toThrow();
});

test('a track that is missing is noticed where there must be one', () => {
  const silent = { ...probe, audioCodec: null };
  const blind = { ...probe, videoCodec: null };
  const any = { picture: false, sound: false, durationsSec: [] };
  expect(() => checkMedia(blind, { ...any, picture: true })).toThrow(damaged);
  expect(() => checkMedia(silent, { ...any, sound: true })).toThrow(damaged);
  expect(() => checkMedia(blind, { ...any, sound: true })).not.toThrow();
  expect(() => checkMedia(silent, { ...any, picture: true })).not.toThrow();
});
