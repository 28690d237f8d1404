import { expect, it } from 'vitest';
import { hasCaptions } from './find-captions.ts';

const box = (type: string, ...inner: Buffer[]): Buffer => {
  const head = Buffer.alloc(8);
  const body = Buffer.concat(inner);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
/** Its length in eight bytes; null: one that is not said. */
const element = (id: number[], inner: Buffer, isOpen = false): Buffer => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(inner.length));
  length[0] = 1;
  return Buffer.concat([Buffer.from(id), isOpen ? Buffer.from([1, ...Array(7).fill(0xff)]) : length, inner]);
};
const sourceOf = (bytes: Buffer) => ({
  bytes: bytes.length,
  read: (into: Uint8Array, at: number): number => bytes.copy(into, 0, at, at + into.length),
});

const ebml = element([0x1a, 0x45, 0xdf, 0xa3], Buffer.from('webm'));
const segmentOf = (inner: Buffer, isOpen = false): Buffer =>
  Buffer.concat([ebml, element([0x18, 0x53, 0x80, 0x67], inner, isOpen)]);
const trackOf = (handler: string): Buffer =>
  box(
    'trak',
    box('tkhd'),
    box('mdia', box('hdlr', Buffer.from(`${'\0'.repeat(8)}${handler}${'\0'.repeat(12)}`))),
  );
const entryOf = (type: number): Buffer =>
  element([0xae], Buffer.concat([element([0xd7], Buffer.from([1])), element([0x83], Buffer.from([type]))]));
const tracksOf = (...entries: Buffer[]): Buffer => element([0x16, 0x54, 0xae, 0x6b], Buffer.concat(entries));
const cluster = element([0x1f, 0x43, 0xb6, 0x75], Buffer.alloc(9));

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
