import { expect, it } from 'vitest';
import { readBoxes } from '../files/mp4-boxes.ts';
import { box } from '../testing/tiny-files.ts';
import { listFragments } from './mp4-fragments.ts';
import { fitSegment } from './mp4-parameters.ts';
import { readIndex } from './read-index.ts';

const words = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [place, number] of numbers.entries()) bytes.writeUInt32BE(number, place * 4);
  return bytes;
};
const track = { number: 1, timescale: 1000, defaults: [1, 1, 0] };
const fragmentOf = (...runs: Buffer[]): Buffer =>
  box(
    'moof',
    box('traf', box('tfhd', words(0, 1)), box('tfdt', words(0, 0)), ...runs.map((run) => box('trun', run))),
  );
const read = (...runs: Buffer[]) =>
  readBoxes(() =>
    listFragments(
      new Uint8Array(fragmentOf(...runs)),
      new Map([[1, track]]) as unknown as Parameters<typeof listFragments>[1],
    ),
  );

it.each([
  ['thousands of millions of samples', words(0x100, 0xffff_ffff, 1)],
  ['as many of which it says nothing', words(0, 0xffff_ffff)],
  ['a count that it has no room for', words(0)],
])('a run that names %s is damaged', async (_name, run) => {
  await expect(read(run)).rejects.toMatchObject({ code: 'media.damaged' });
});

it('runs that together name millions of samples are damaged', async () => {
  const silent = words(0, 2 ** 20);
  await expect(read(...Array.from({ length: 40 }, () => silent))).rejects.toMatchObject({
    code: 'media.damaged',
  });
});

it('what is put into thousands of fragments is put where it belongs, at once', () => {
  const fragment = fragmentOf(words(1, 0, 76));
  const segment = new Uint8Array(Buffer.concat(Array.from({ length: 4000 }, () => fragment)));
  const first = { id: 1, kind: 'vide', timescale: 1000, editSec: 0, type: 'avc1', config: new Uint8Array() };
  const own = { ...first, defaults: [1, 1, 0] };
  const tracks = new Map([[1, { ...own, first: { ...first, defaults: [2, 1, 0] }, parameters: null }]]);
  const fitted = fitSegment(segment, tracks);
  // A length of samples, and the upper half of a time.
  expect(fitted.length - segment.length).toBe(4000 * 8);
  const fragments = listFragments(fitted, tracks);
  expect(fragments).toHaveLength(4000);
  expect(fragments.at(-1)?.runs[0]?.view.getInt32(8)).toBe(84);
});

it('a run with what it names is read', async () => {
  expect((await read(words(0x100, 2, 5, 6)))[0]?.runs[0]?.samples).toHaveLength(2);
  expect((await read(words(0, 3)))[0]?.runs[0]?.samples).toHaveLength(3);
});

it('an index that is shorter than it says is damaged', async () => {
  const index = new Uint8Array(box('sidx', words(0, 1, 1000)));
  await expect(readBoxes(() => readIndex(index, [0, index.length]))).rejects.toMatchObject({
    code: 'media.damaged',
  });
});
