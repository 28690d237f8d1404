import { expect, it } from 'vitest';
import { countTsStreams } from './count-ts-streams.ts';

/** A packet of a table, whose length is that of the part that is given beside it. */
const packet = (pid: number, isStart: boolean, payload: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(188, 0xff);
  bytes.set([0x47, (isStart ? 0x40 : 0) | (pid >> 8), pid & 0xff, 0x10, ...payload]);
  return bytes;
};
const table = (id: number, body: readonly number[]): number[] => {
  const length = body.length + 4;
  return [id, 0xb0 | (length >> 8), length & 0xff, ...body, 0, 0, 0, 0];
};
const head = [0, 1, 0xc1, 0, 0];
const programs = packet(0, true, [0, ...table(0, [...head, 0, 0, 0xe0, 0x10, 0, 1, 0xe1, 0x00])]);
/** Each with so many bytes of descriptors. */
const mapOf = (types: readonly number[], described = 0): number[] => {
  const streams = types.flatMap((type) => [
    type,
    0xe1,
    0x01,
    0xf0,
    described,
    ...Array<number>(described).fill(9),
  ]);
  return [0, ...table(2, [...head, 0xe1, 0x01, 0xf0, 2, 9, 9, ...streams])];
};
/** Over as many packets as it takes. */
const film = (map: readonly number[]): Buffer => {
  const rest = Array.from({ length: Math.ceil(map.length / 184) }, (_, part) =>
    packet(0x100, part === 0, map.slice(part * 184, part * 184 + 184)),
  );
  return Buffer.concat([packet(0x101, true, []), programs, packet(0x101, false, []), ...rest]);
};
const countOf = (bytes: Buffer): number =>
  countTsStreams({
    bytes: bytes.length,
    read: (into, at) => bytes.subarray(at).copy(into),
  });

it.each([
  ['pictures and sound of television with its captions', film(mapOf([0x02, 0x03, 0x06])), 3],
  ['none that is a mark or a tag', film(mapOf([0x1b, 0x11, 0x15, 0x86])), 2],
  ['all of a table over several packets', film(mapOf([0x1b, 0x0f, 0x0f, 0x06], 90)), 4],
  ['none of a file that ends before its table', film(mapOf([0x1b])).subarray(0, 3 * 188), 0],
  ['none of what is no MPEG-TS', Buffer.from('<!doctype html>'.repeat(40)), 0],
  ['none of nothing', Buffer.alloc(0), 0],
])('of MPEG-TS are counted %s', (_case, bytes, count) => {
  expect(countOf(bytes)).toBe(count);
});

it('tracks are counted also where each packet has a time before it', () => {
  const plain = film(mapOf([0x1b, 0x81]));
  const parts = Array.from({ length: plain.length / 188 }, (_, place) => [
    Buffer.alloc(4),
    plain.subarray(place * 188, place * 188 + 188),
  ]);
  expect(countOf(Buffer.concat(parts.flat()))).toBe(2);
});
