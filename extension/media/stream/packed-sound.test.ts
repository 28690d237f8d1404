import { describe, expect, it } from 'vitest';
import { listTags } from './id3.ts';
import { createUnpacker } from './packed-sound.ts';
import { findTrackKind, type TrackKind } from './track-kind.ts';

/** Frames of silence, 48,000 samples a second in stereo. */
const frames = (count: number): Buffer =>
  Buffer.concat(
    Array.from({ length: count }, () =>
      Buffer.from([0xff, 0xf1, 0x4c, 0x80, 0x01, 0x7f, 0xfc, 0x21, 0x10, 0x04, 0x60]),
    ),
  );

const toTag = (name: string, body: Buffer): Buffer => {
  const frame = Buffer.concat([Buffer.from(name), Buffer.from([0, 0, 0, body.length, 0, 0]), body]);
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, 0, 0, 0, frame.length]), frame]);
};

function timeTag(ticks: bigint): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(ticks);
  return toTag('PRIV', Buffer.concat([Buffer.from('com.apple.streaming.transportStreamTimestamp\0'), time]));
}

/** Of four seconds each. */
const at = (place: number) => ({ startSec: place * 4, durationSec: 4 });

/** One alone. */
const unpackOne = (segment: Buffer): Buffer => Buffer.from(createUnpacker(() => null).unpack(segment, at(0)));

const unpackAll = (kind: TrackKind | null, ...segments: Buffer[]): (TrackKind | null)[] => {
  const { unpack } = createUnpacker(() => kind);
  return segments.map((segment) => findTrackKind(unpack(segment, at(0))));
};

const timed = Buffer.concat([timeTag(900_000n), frames(20)]);
const untimed = Buffer.concat([toTag('TXXX', Buffer.from('no time')), frames(20)]);

/** What follows on it so many seconds later, and tells so. */
const follow = (sec: number): Buffer =>
  Buffer.concat([timeTag(900_000n + BigInt((20 * 1024 * 90_000) / 48_000 + sec * 90_000)), frames(20)]);

describe('packed sound', () => {
  it('that tells its time becomes a stream that has it, whatever other tags say', () => {
    const tagged = Buffer.concat([toTag('TXXX', Buffer.from('title')), timed]);
    expect(unpackAll(null, timed, tagged)).toEqual(['ts', 'ts']);
  });

  it('tells its times modulo 33 bits', () => {
    expect(unpackOne(Buffer.concat([timeTag(2n ** 33n + 900_000n), frames(20)]))).toEqual(unpackOne(timed));
  });

  it.each([
    ['AC-3', [0x00, 0x40], 'AC-3'],
    ['E-AC-3', [0x30, 0x80], 'EAC3'],
  ])('in %s becomes one too, without its tags', (_name, [rates = 0, version = 0], registered) => {
    // 128 bytes, of which the head of the other says so too.
    const frame = Buffer.alloc(128);
    frame.set([0x0b, 0x77, 0, 63, rates, version]);
    const untagged = Buffer.concat(Array.from({ length: 20 }, () => frame));
    const stream = unpackOne(Buffer.concat([timeTag(900_000n), untagged]));
    expect(findTrackKind(stream)).toBe('ts');
    expect(stream.includes(registered)).toBe(true);
    expect(stream.includes('ID3')).toBe(false);
    expect(unpackOne(untagged)).toEqual(untagged);
  });

  it('without a time stays as it is, and what comes after it too', () => {
    expect(unpackAll(null, untimed, timed)).toEqual(['aac', 'aac']);
  });

  it('goes on as its file was begun', () => {
    expect(unpackAll('aac', timed)).toEqual(['aac']);
    expect(unpackAll('ts', timed)).toEqual(['ts']);
  });

  it('that ceases to tell its time goes on where it was', () => {
    const { unpack, end } = createUnpacker(() => null);
    unpack(timed, at(0));
    const before = end();
    expect(Buffer.from(unpack(untimed, at(1)))).toEqual(unpackOne(follow(0)));
    const later = createUnpacker(() => 'ts', before);
    expect(Buffer.from(later.unpack(untimed, at(1)))).toEqual(unpackOne(follow(0)));
    expect(() => unpackAll('ts', untimed)).toThrow('does not tell when it comes');
  });

  it('that does not tell its time comes after what is missing before it', () => {
    const { unpack } = createUnpacker(() => null);
    unpack(timed, at(0));
    expect(Buffer.from(unpack(untimed, at(3)))).toEqual(unpackOne(follow(8)));
  });

  it.each([
    ['a tag between its frames', Buffer.concat([timed, toTag('TXXX', Buffer.from('song')), frames(20)])],
    ['another kind of tag behind it', Buffer.concat([timed, frames(20), Buffer.alloc(128, 'TAG')])],
    ['padding behind it', Buffer.concat([timed, frames(20), Buffer.alloc(16)])],
    ['a frame behind it that was cut', Buffer.concat([timed, frames(20), frames(1).subarray(0, 8)])],
  ])('has %s, which is passed over', (_, segment) => {
    expect(unpackOne(segment)).toEqual(unpackOne(Buffer.concat([timed, frames(20)])));
  });

  it('that has no whole frame is refused', () => {
    const cut = Buffer.concat([timeTag(0n), frames(1).subarray(0, 8)]);
    expect(() => unpackAll(null, cut)).toThrow('no whole frame');
  });

  it('may have a tag as large as any that is looked through', () => {
    const frame = Buffer.concat([Buffer.from('TXXX\0\0\0\0\0\0'), Buffer.alloc(65_000, 0xe4)]);
    const lengths = [21, 14, 7, 0].map((shift) => (frame.length >> shift) & 0x7f);
    const large = Buffer.concat([Buffer.from('ID3\x04\0\0'), Buffer.from(lengths), frame]);
    expect(unpackOne(Buffer.concat([large, timed]))).toEqual(unpackOne(timed));
  });

  it('is not looked through for tags without end', () => {
    expect(listTags(Buffer.alloc(1_000_000, 'ID3\x04\0\0\0\0\0\0', 'latin1'))).toHaveLength(64);
  });
});
