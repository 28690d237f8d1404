import { expect, it } from 'vitest';
import type { FetchedStream, StreamFile } from '../stream/fetched-stream.ts';
import { toDelays, toGaps } from './to-gaps.ts';

const track = (...places: number[]): StreamFile => ({
  path: 'tracks/a.mp4',
  bytes: 9,
  kind: 'mp4',
  sha256: 'a',
  crc32: 1,
  breaks: [],
  clock: null,
  startSec: 0,
  language: null,
  hasClock: false,
  missing: places.map((place) => ({ place, startSec: place * 4, durationSec: 4 })),
});
const refused: FetchedStream['refused'] = [
  { language: 'de', name: 'Deutsch', code: 'platform.not_found', message: 'Not found' },
];

it('a stream of which everything has come lacks nothing', () => {
  expect(toGaps({ video: track(), audio: null, refused: [] })).toBeNull();
});

it('seconds without picture and without sound are counted once', () => {
  expect(toGaps({ video: track(2, 3), audio: track(3), refused: [] })).toEqual({
    segments: 3,
    sec: 8,
    captions: [],
  });
});

it('captions that could not be had are a gap of their own, with their name and the reason', () => {
  expect(toGaps({ video: track(), audio: track(), refused })).toEqual({
    segments: 0,
    sec: 0,
    captions: [{ language: 'de', name: 'Deutsch', code: 'platform.not_found' }],
  });
});

it('a track that begins later than the other does so by so much', () => {
  expect([toDelays([8, 4]), toDelays([0, 0.5, 0.25]), toDelays([3])]).toEqual([[4, 0], [0, 0.5, 0.25], [0]]);
});
