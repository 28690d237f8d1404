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

const begins = (startSec: number, ...missing: number[]) => ({
  startSec,
  missing: missing.map((sec, place) => ({ place, startSec: sec, durationSec: 4 })),
});

it('a track that begins later than the other does so by so much', () => {
  expect(toDelays([begins(8), begins(4)])).toEqual([4, 0]);
  expect(toDelays([begins(0), begins(0.5), begins(0.25)])).toEqual([0, 0.5, 0.25]);
  expect(toDelays([begins(3)])).toEqual([0]);
});

it('a track of which the beginning is missing is later by all of that', () => {
  expect(toDelays([begins(0), begins(40, 0)])).toEqual([0, 40]);
});

it('lists that count from elsewhere say nothing of each other, but of what is missing', () => {
  expect(toDelays([begins(0), begins(1_000_000)])).toEqual([0, 0]);
  expect(toDelays([begins(0), begins(1_000_008, 1_000_000, 1_000_004)])).toEqual([0, 8]);
});
