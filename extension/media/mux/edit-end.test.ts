import { expect, it } from 'vitest';
import { box, sourceOf } from '../testing/tiny-files.ts';
import { findHiddenEnd } from './edit-end.ts';

/** Numbers of four bytes each. */
const numbers = (...all: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * all.length);
  for (const [place, number] of all.entries()) bytes.writeInt32BE(number, 4 * place);
  return bytes;
};

const header = (ticks: number): Buffer => box('mvhd', numbers(0, 0, 0, 1000, ticks));
/** Shows so many ticks of a track from a time of its own on; -1: nothing yet. */
const track = (...edits: [ticks: number, from: number][]): Buffer =>
  box(
    'trak',
    box('tkhd'),
    box(
      'edts',
      box('elst', numbers(0, edits.length, ...edits.flatMap(([ticks, from]) => [ticks, from, 0x10000]))),
    ),
  );

const find = (moov: Buffer[], lastsSec: number): Promise<number | null> =>
  findHiddenEnd(
    { computeDuration: async () => lastsSec },
    sourceOf(Buffer.concat([box('ftyp'), box('moov', ...moov)])),
  );

it('a clip ends where its edit lists end, whatever lies behind', async () => {
  expect(await find([header(5000), track([5000, 36_000]), track([4980, 1024])], 9)).toBe(5);
  expect(await find([header(5000), track([500, -1], [4500, 36_000])], 9)).toBe(5);
});

it.each([
  ['is shown to its end but for padding', [header(8980), track([8980, 1024])], 9],
  ['has a track that goes on', [header(9000), track([5000, 36_000]), box('trak', box('tkhd'))], 9],
  ['is in fragments', [header(5000), track([5000, 0]), box('mvex')], 9],
  ['says nothing', [header(0), track([0, 0])], 9],
  ['is broken', [box('mvhd', numbers(0)), track([5000, 0])], 9],
])('nothing is hidden of a file that %s', async (_name, moov, lastsSec) => {
  expect(await find(moov, lastsSec)).toBeNull();
});
