import { expect, it } from 'vitest';
import { readBoxes } from '../files/mp4-boxes.ts';
import { box } from '../testing/tiny-files.ts';
import { listFragments } from './mp4-fragments.ts';
import { readIndex } from './read-index.ts';

const words = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [place, number] of numbers.entries()) bytes.writeUInt32BE(number, place * 4);
  return bytes;
};
const track = { number: 1, timescale: 1000, defaults: [1, 1, 0] };
const segmentOf = (run: Buffer): Uint8Array =>
  new Uint8Array(
    box('moof', box('traf', box('tfhd', words(0, 1)), box('tfdt', words(0, 0)), box('trun', run))),
  );
const read = (run: Buffer) =>
  readBoxes(() =>
    listFragments(segmentOf(run), new Map([[1, track]]) as unknown as Parameters<typeof listFragments>[1]),
  );

it.each([
  ['thousands of millions of samples', words(0x100, 0xffff_ffff, 1)],
  ['as many of which it says nothing', words(0, 0xffff_ffff)],
  ['a count that it has no room for', words(0)],
])('a run that names %s is damaged', async (_name, run) => {
  await expect(read(run)).rejects.toMatchObject({ code: 'media.damaged' });
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
