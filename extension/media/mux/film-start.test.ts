import { expect, it } from 'vitest';
import { findCaptionLead, findDelay } from './film-start.ts';
import type { ProbedTrack } from './media-probe.ts';

const toFilm = (...starts: [ProbedTrack['kind'], number][]) => ({
  container: 'mkv',
  bytes: 1,
  durationSec: 60,
  tracks: starts.map(([kind, startSec]) => {
    return { kind, codec: 'x', startSec, durationSec: 60, width: null, height: null, rotation: 0 };
  }),
});

it('a track begins later than picture and sound of its film do, whatever their clock and their captions say', () => {
  const film = toFilm(['video', 50_002], ['audio', 50_001.5], ['subtitle', 50_000.9]);
  expect(film.tracks.map((track) => findDelay(track, film))).toEqual([0.5, 0, 0]);
  const cut = toFilm(['video', -2], ['audio', 0]);
  expect(cut.tracks.map((track) => findDelay(track, cut))).toEqual([0, 0]);
});

it('captions that begin less than a second before picture and sound are the beginning of a film', () => {
  expect(findCaptionLead(toFilm(['video', 0.75], ['audio', 1.25], ['subtitle', 0.25]))).toBe(0.5);
  for (const startSec of [0.75, 1.75, 2])
    expect(findCaptionLead(toFilm(['video', 1.75], ['audio', 1.75], ['subtitle', startSec]))).toBe(0);
  expect(findCaptionLead(toFilm(['video', 1], ['audio', 1]))).toBe(0);
});
