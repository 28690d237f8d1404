import { expect, it } from 'vitest';
import type { MediaProbe, ProbedTrack } from './media-probe.ts';
import type { MuxInput } from './mux-order.ts';
import { placeByClock } from './place-by-clock.ts';

const track = (kind: ProbedTrack['kind'], startSec: number): ProbedTrack => ({
  ...{ kind, startSec, codec: null, durationSec: null, width: null, height: null, rotation: 0 },
});
const probe = (...tracks: ProbedTrack[]): MediaProbe => ({
  ...{ container: 'ts', bytes: 1, durationSec: null, tracks },
});
const input = (kind: 'video' | 'audio', hasClock = true): MuxInput => ({
  ...{ source: new Blob(), take: [kind], hasClock, language: null, delaySec: 2 },
});
const delaysOf = (inputs: readonly MuxInput[], ...probes: MediaProbe[]) =>
  placeByClock(inputs, probes).map(({ delaySec }) => delaySec);

const pair = [input('video'), input('audio')];

it('tracks of one clock begin when it says, whatever else was known of them', () => {
  const delays = delaysOf(pair, probe(track('video', 700)), probe(track('audio', 700.25)));
  expect(delays).toEqual([0, 0.25]);
});

it('a file begins with the first of its sound and pictures, taken or not', () => {
  const both = probe(track('subtitle', 0), track('audio', 699), track('video', 700.5));
  expect(delaysOf(pair, both, probe(track('audio', 700)))).toEqual([0, 1]);
});

it.each([
  ['that have other clocks', [input('video'), input('audio', false)], 700.25],
  ['whose times are too far apart', pair, 95_443],
])('tracks %s stay as they are', (_, inputs, startSec) => {
  expect(delaysOf(inputs, probe(track('video', 700)), probe(track('audio', startSec)))).toEqual([2, 2]);
});
