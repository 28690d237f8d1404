import { expect, it } from 'vitest';
import { createAgreement, matchRuns } from './agreement.ts';
import type { SegmentList } from './stream.ts';

/** A list whose parts begin at these seconds. */
const list = (runs: Record<number, number>): SegmentList => ({
  inits: [],
  segments: Object.entries(runs).map(([run, startSec]) => ({
    url: 'https://cdn.test/a.ts',
    range: null,
    key: null,
    durationSec: 1,
    startSec,
    init: null,
    run: Number(run),
    isAbsent: false,
  })),
});
const { signal } = new AbortController();

it('parts belong together by number, or by time where the tracks have other ones', () => {
  expect([...matchRuns(list({ 3: 0, 4: 10 }), list({ 3: 0, 4: 10.4 }))]).toEqual([
    [3, 3],
    [4, 4],
  ]);
  expect([...matchRuns(list({ 0: 0, 1: 10, 2: 14 }), list({ 0: 0, 1: 14.2 }))]).toEqual([
    [0, 0],
    [1, 2],
  ]);
});

it('parts by the hundred thousand are matched at once', () => {
  const starts = Array.from({ length: 100_000 }, (_, run) => run);
  const first = list(Object.fromEntries(starts.map((run) => [run, run])));
  const other = list(Object.fromEntries(starts.map((run) => [run + 7, run + 0.3])));
  expect(matchRuns(first, other).size).toBe(starts.length);
  createAgreement(first, other);
});

it('tracks wait for each other, and take what the one needs that needs more', async () => {
  const [picture, sound] = createAgreement(list({ 0: 0, 1: 4 }), list({ 0: 0, 1: 4 }));
  const offered = picture.agree(1, 4, signal);
  expect(await Promise.race([offered, Promise.resolve('waits')])).toBe('waits');
  expect(await Promise.all([offered, sound.agree(1, 4.02, signal)])).toEqual([4.02, 4.02]);
});

it('a track goes by itself where the other has no such part, has passed it, has left or has another clock', async () => {
  const [picture, sound] = createAgreement(list({ 0: 0, 1: 4, 2: 8, 3: 12 }), list({ 0: 0, 2: 8, 3: 12 }));
  expect(await picture.agree(1, 4, signal)).toBe(4);
  const passed = sound.agree(3, 7, signal);
  expect(await picture.agree(2, 5, signal)).toBe(5);
  expect(await Promise.all([picture.agree(3, 900, signal), passed])).toEqual([900, 7]);
  const [alone, gone] = createAgreement(list({ 0: 0 }), list({ 0: 0 }));
  const waiting = alone.agree(0, 3, signal);
  gone.leave();
  expect(await waiting).toBe(3);
});

it('what was settled in an earlier call stays so', async () => {
  const [picture, sound] = createAgreement(list({ 0: 0, 1: 4 }), list({ 0: 0, 1: 4 }));
  const waiting = picture.agree(1, 4, signal);
  sound.tell({ 0: 0, 1: 4.02 });
  expect(await waiting).toBe(4.02);
});

it('whoever waits is not held when the work is given up', async () => {
  const ending = new AbortController();
  const [picture] = createAgreement(list({ 0: 0 }), list({ 0: 0 }));
  const waiting = picture.agree(0, 0, ending.signal);
  ending.abort(new Error('given up'));
  await expect(waiting).rejects.toThrow('given up');
});

it('whoever asks when the work was given up already is not held either', async () => {
  const [picture] = createAgreement(list({ 0: 0 }), list({ 0: 0 }));
  const asked = picture.agree(0, 0, AbortSignal.abort(new Error('given up before')));
  await expect(asked).rejects.toThrow('given up before');
});
