import { expect, it } from 'vitest';
import { box, cluster, element, segmentOf, sourceOf } from '../testing/tiny-files.ts';
import { hasCaptions } from './find-captions.ts';

const trackOf = (handler: string): Buffer =>
  box(
    'trak',
    box('tkhd'),
    box('mdia', box('hdlr', Buffer.from(`${'\0'.repeat(8)}${handler}${'\0'.repeat(12)}`))),
  );
const entryOf = (type: number): Buffer =>
  element([0xae], Buffer.concat([element([0xd7], Buffer.from([1])), element([0x83], Buffer.from([type]))]));
const tracksOf = (...entries: Buffer[]): Buffer => element([0x16, 0x54, 0xae, 0x6b], Buffer.concat(entries));

it.each([
  ['in MP4', true, box('moov', trackOf('vide'), trackOf('soun'), trackOf('sbtl'))],
  ['none in MP4', false, box('moov', trackOf('vide'), trackOf('soun'))],
  ['none in a head that is cut off', false, box('moov', trackOf('sbtl')).subarray(0, 40)],
  ['in Matroska', true, segmentOf(Buffer.concat([tracksOf(entryOf(1), entryOf(17)), cluster]))],
  ['none in Matroska', false, segmentOf(Buffer.concat([tracksOf(entryOf(1), entryOf(2)), cluster]))],
  ['none in text', false, Buffer.from('<!doctype html>')],
  ['none in nothing', false, Buffer.alloc(0)],
])('captions: %s', (_name, has, bytes) => {
  expect(hasCaptions(sourceOf(bytes))).toBe(has);
});
