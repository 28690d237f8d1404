import { expect, it } from 'vitest';
import type { FetchedStream, FetchedTrack } from '../stream/fetched-stream.ts';
import { toDelays, toGaps } from './to-gaps.ts';

const track = (...places: number[]): FetchedTrack => ({
  path: 'tracks/a.mp4',
  bytes: 9,
  kind: 'mp4',
  sha256: 'a',
  crc32: 1,
  breaks: [],
  clock: null,
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

it('a track of which the beginning is missing begins later than the other by so much', () => {
  const missing = [track(0, 1, 3), track(0), track(2)].map((one) => one.missing);
  expect(toDelays(missing.slice(0, 2))).toEqual([4, 0]);
  expect(toDelays(missing)).toEqual([8, 4, 0]);
});
