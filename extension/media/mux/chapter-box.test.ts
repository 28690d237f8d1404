import { expect, it } from 'vitest';
import { findBoxes, listBoxes, toView } from '../files/mp4-boxes.ts';
import { box } from '../testing/tiny-files.ts';
import { addChapters, buildChapterBox, maxChapters } from './chapter-box.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const chapter = (title: string, startSec = 0) => ({ title, startSec, endSec: startSec + 1 });

it('a list has each start in 100 ns and a title that is cut between characters', () => {
  const bytes = Buffer.from(buildChapterBox([chapter('One', 1.5), chapter('é'.repeat(200))]));
  expect(bytes.readUInt32BE(0)).toBe(bytes.length);
  expect(bytes.toString('latin1', 4, 8)).toBe('chpl');
  expect(bytes[16]).toBe(2);
  expect(bytes.readBigUInt64BE(17)).toBe(15_000_000n);
  expect(bytes.toString('utf8', 26, 29)).toBe('One');
  expect(bytes[37]).toBe(254);
});

it('no more chapters are listed than the count can say', () => {
  const bytes = buildChapterBox(Array.from({ length: 300 }, () => chapter('x')));
  expect(bytes[16]).toBe(maxChapters);
});

/** A box whose length has eight bytes. */
const longBox = (type: string, inner: Buffer): Buffer => {
  const whole = box(type, Buffer.alloc(8), inner);
  whole.writeBigUInt64BE(BigInt(whole.length), 8);
  whole.writeUInt32BE(1);
  return whole;
};

it.each([
  ['', box],
  [', however long its length is written', longBox],
])('an index keeps its other boxes, and what was in its user data%s', (_how, wrap) => {
  const moov = [box('mvhd', Buffer.from('abc')), wrap('udta', box('meta', Buffer.from('xyz')))];
  const made = addChapters(Buffer.concat(moov), [chapter('One')]);
  expect(Buffer.from(made).readUInt32BE(0)).toBe(made.byteLength);
  const found = ['mvhd', 'abc', 'udta', 'meta', 'xyz', 'chpl', 'One'].map((word) => text(made).indexOf(word));
  expect(found.every((at, place) => at > (found[place - 1] ?? 0))).toBe(true);
  const inUserData = findBoxes(toView(made), ['moov', 'udta']).flatMap(({ body }) => listBoxes(body));
  expect(inUserData.map(({ type }) => type)).toEqual(['meta', 'chpl']);
});
