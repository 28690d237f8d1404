import { expect, it } from 'vitest';
import { box, cluster, element, segmentOf, sourceOf } from '../testing/tiny-files.ts';
import { hasChapters } from './find-chapters.ts';

const seek = (id: number[]): Buffer =>
  element([0x11, 0x4d, 0x9b, 0x74], Buffer.from([0x4d, 0xbb, 0x87, 0x53, 0xab, 0x84, ...id]));
const chapters = [0x10, 0x43, 0xa7, 0x70];

it.each([
  [
    'of Nero in MP4',
    true,
    Buffer.concat([
      box('ftyp'),
      box('mdat', Buffer.alloc(99)),
      box('moov', box('mvhd'), box('udta', box('chpl'))),
    ]),
  ],
  [
    'of QuickTime',
    true,
    box('moov', box('trak', box('tkhd')), box('trak', box('tref', box('chap', Buffer.alloc(4))))),
  ],
  [
    'none in MP4',
    false,
    Buffer.concat([
      box('ftyp'),
      box('moov', box('trak', box('tref', box('sync'))), box('udta', box('meta'))),
    ]),
  ],
  [
    'of Matroska before its clusters',
    true,
    segmentOf(Buffer.concat([element(chapters, Buffer.alloc(3)), cluster])),
  ],
  ['of Matroska that its index names', true, segmentOf(Buffer.concat([seek(chapters), cluster]), true)],
  ['none in Matroska', false, segmentOf(Buffer.concat([seek([0x15, 0x49, 0xa9, 0x66]), cluster]))],
  ['none in text', false, Buffer.from('<!doctype html>')],
  ['none in nothing', false, Buffer.alloc(0)],
  [
    'none in a box that is longer than the file',
    false,
    box('moov', box('udta', box('chpl'))).subarray(0, 20),
  ],
])('chapters: %s', (_name, has, bytes) => {
  expect(hasChapters(sourceOf(bytes))).toBe(has);
});
