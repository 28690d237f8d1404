import { expect, it } from 'vitest';
import { retimeTs } from './retime-ts.ts';
import { copyTimeline, createTimeline, type Timeline } from './timeline.ts';

const packetBytes = 188;
/** Packets of one track, all with the same count. */
const packets = (count: number): Buffer =>
  Buffer.concat(
    Array.from({ length: count }, () => Buffer.alloc(packetBytes, 'G\x01\x02\x10', 'latin1').fill(9, 4)),
  );
const retime = async (bytes: Uint8Array, timeline: Timeline = createTimeline()): Promise<Uint8Array> => {
  await retimeTs(bytes, timeline, { run: 0, startSec: 0, agree: async (_run, ownSec) => ownSec });
  return bytes;
};

it.each([
  ['the end of one at the beginning', [Buffer.alloc(50, 1), packets(6)], [50, 50 + 3 * packetBytes]],
  ['a bad one among them', [packets(3), Buffer.alloc(packetBytes, 1), packets(3)], [0, 4 * packetBytes]],
  ['a cut one among them', [packets(3), Buffer.alloc(70, 1), packets(3)], [0, 70 + 3 * packetBytes]],
])('packets are counted on over %s', async (_name, pieces, starts) => {
  const bytes = await retime(new Uint8Array(Buffer.concat(pieces)));
  const places = starts.flatMap((at) => [at, at + packetBytes, at + 2 * packetBytes]);
  expect(places.map((at) => (bytes[at + 3] ?? 0) & 15)).toEqual([0, 1, 2, 3, 4, 5]);
});

it('what holds no packet is no MPEG-TS', async () => {
  await expect(retime(new Uint8Array(1000))).rejects.toMatchObject({ code: 'media.damaged' });
});

it('what a copy of a timeline learns is not known to the other', () => {
  const timeline = { ...createTimeline(), offsets: { 0: 1 }, counts: { 256: 3 } };
  const copy = copyTimeline(timeline);
  copy.counts[256] = 4;
  expect([timeline.counts, copy.offsets]).toEqual([{ 256: 3 }, { 0: 1 }]);
  expect(copy.offsets).toBe(timeline.offsets);
});
