import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ByteRange, createSegmentMap, minShareBytes, type Segment } from './segments.ts';

const fill = (segment: Segment, to = segment.end): void => {
  segment.received = segment.written = to;
};

test('a file in one piece is whole when its one stretch is', () => {
  const map = createSegmentMap(10);
  const only = map.take();
  expect(only).toMatchObject({ start: 0, end: 10 });
  expect(map.take()).toBeNull();
  expect(map.isWhole()).toBe(false);
  if (only) fill(only);
  expect(map.isWhole()).toBe(true);
  expect(map.done()).toEqual([[0, 10]]);
});

test('a file without a known end is one stretch that nobody helps with', () => {
  const map = createSegmentMap(Number.POSITIVE_INFINITY);
  expect(map.take()).toMatchObject({ start: 0, end: Number.POSITIVE_INFINITY });
  expect(map.take()).toBeNull();
});

test('an empty file is whole from the start', () => {
  expect(createSegmentMap(0).isWhole()).toBe(true);
  expect(createSegmentMap(0).take()).toBeNull();
});

test('what is there already is not fetched again', () => {
  const map = createSegmentMap(100, [
    [20, 40],
    [0, 10],
  ]);
  expect([map.take(), map.take(), map.take()].map((each) => each && [each.start, each.end])).toEqual([
    [10, 20],
    [40, 100],
    null,
  ]);
  expect(map.doneBytes()).toBe(30);
});

test('shares are equal', () => {
  const map = createSegmentMap(16 * 1.5 * minShareBytes);
  map.share(16);
  const sizes = Array.from({ length: 16 }, () => map.take()).map((each) =>
    each ? each.end - each.start : 0,
  );
  expect(new Set(sizes)).toEqual(new Set([1.5 * minShareBytes]));
});

test('a small file is not shared', () => {
  const map = createSegmentMap(1.5 * minShareBytes);
  map.share(16);
  expect(map.take()).toMatchObject({ start: 0, end: 1.5 * minShareBytes });
});

test('whoever is done takes half of what is left to the slowest', () => {
  const map = createSegmentMap(10 * minShareBytes);
  const slow = map.take();
  if (slow) fill(slow, 2 * minShareBytes);
  expect(map.take()).toMatchObject({ start: 6 * minShareBytes, end: 10 * minShareBytes });
  expect(slow?.end).toBe(6 * minShareBytes);
});

test('the end of a part can be let go of', () => {
  const map = createSegmentMap(100, [
    [0, 10],
    [50, 80],
  ]);
  map.forget(70);
  expect(map.done()).toEqual([
    [0, 10],
    [50, 70],
  ]);
  map.forget(5);
  expect(map.done()).toEqual([[0, 5]]);
});

test('however it is shared and broken off, every byte is fetched once', () => {
  const range = fc.tuple(fc.nat(20), fc.nat(20)).map(([one, two]): ByteRange => [one, one + two + 1]);
  fc.assert(
    fc.property(
      fc.array(range, { maxLength: 3 }),
      fc.array(fc.tuple(fc.nat(7), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 30 }),
      (ranges, moves) => {
        const unit = Math.floor(minShareBytes / 3);
        const total = 50 * unit;
        const before = ranges.map(([from, to]): ByteRange => [from * unit, to * unit]);
        const map = createSegmentMap(total, before);
        const taken: Segment[] = [];
        const fetched: ByteRange[] = [];
        const advance = (segment: Segment, to: number): void => {
          if (to > segment.received) fetched.push([segment.received, to]);
          fill(segment, to);
        };
        for (const [which, part] of moves) {
          const segment = taken[which];
          if (segment)
            advance(segment, Math.floor(segment.received + (segment.end - segment.received) * part));
          else taken.push(...[map.take()].filter((each) => each !== null));
        }
        for (const segment of taken) advance(segment, segment.end);
        for (let next = map.take(); next; next = map.take()) advance(next, next.end);
        expect(map.isWhole()).toBe(true);
        const bytes = fetched.reduce((sum, [from, to]) => sum + to - from, 0);
        expect(bytes).toBe(total - createSegmentMap(total, before).doneBytes());
      },
    ),
  );
});

test('what is free is cut into shares of a size, in order, and nothing is left out', () => {
  const map = createSegmentMap(20 * minShareBytes + 5);
  map.cut(8 * minShareBytes);
  const taken = [map.take(), map.take(), map.take()].map((segment) => [segment?.start, segment?.end]);
  expect(taken).toEqual([
    [0, 8 * minShareBytes],
    [8 * minShareBytes, 16 * minShareBytes],
    [16 * minShareBytes, 20 * minShareBytes + 5],
  ]);
});

test('the settled end goes on over what was there and what has come, and back when it is forgotten', () => {
  const map = createSegmentMap(100, [[20, 40]]);
  expect(map.settledBytes()).toBe(0);
  const first = map.take();
  const later = map.take();
  if (!first || !later) throw new Error('There is nothing to take.');
  later.written = 100;
  first.written = 10;
  expect(map.settledBytes()).toBe(10);
  first.written = 20;
  expect(map.settledBytes()).toBe(100);
  map.forget(70);
  expect(map.settledBytes()).toBe(70);
});
