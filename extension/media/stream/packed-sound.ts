/**
 * AAC that comes without a container. Each segment begins with a tag that says when it comes (RFC 8216, 3.4), which a file of
 * such segments could not: they are put into MPEG-TS, whose sound is placed, gone on with and filled like any other.
 */
import { AppError } from '../../../shared/app-error.ts';
import { readFrame } from './adts.ts';
import { listTags } from './id3.ts';
import { aacKind, buildCountPackets, packetBytes, tickSec, toWrapped, writeTime } from './retime-ts.ts';
import { findTrackKind, type TrackKind } from './track-kind.ts';

const owner = 'com.apple.streaming.transportStreamTimestamp\0';

/** The largest tag that is looked through: others hold pictures. */
const maxTagBytes = 65_536;

/** Where the tags end, and the time in ticks; null: none tells it. */
function readTags(bytes: Uint8Array): { endAt: number; time: number | null } {
  let endAt = 0;
  let time: number | null = null;
  for (const tag of listTags(bytes)) {
    endAt += tag.length;
    const ownerAt = tag.length > maxTagBytes ? -1 : String.fromCharCode(...tag).indexOf(owner);
    const at = ownerAt + owner.length;
    if (ownerAt >= 0 && at + 8 <= tag.length)
      time = Number(new DataView(tag.buffer, tag.byteOffset + at, 8).getBigUint64(0) % 2n ** 33n);
  }
  return { endAt, time };
}

/** Numbers in the stream. */
const tableTrack = 0x1000;
const soundTrack = 0x100;

/** CRC-32 as tables have it: from the highest bit on, without a last inversion. */
function sumTable(bytes: readonly number[]): number[] {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
  }
  return [24, 16, 8, 0].map((shift) => (sum >>> shift) & 0xff);
}

/** A packet with a table of the stream. */
function buildTable(track: number, table: readonly number[]): Uint8Array {
  const packet = new Uint8Array(packetBytes).fill(0xff);
  packet.set([0x47, 0x40 | (track >> 8), track & 0xff, 0x10, 0, ...table, ...sumTable(table)]);
  return packet;
}

const toNumber = (track: number): number[] => [0xe0 | (track >> 8), track & 0xff];
// Lengths count from behind themselves, the sum with them.
const tables = [
  buildTable(0, [0, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, ...toNumber(tableTrack)]),
  buildTable(tableTrack, [
    ...[2, 0xb0, 18, 0, 1, 0xc1, 0, 0, ...toNumber(soundTrack), 0xf0, 0],
    ...[aacKind, ...toNumber(soundTrack), 0xf0, 0],
  ]),
];

/** Some frames with the time of the first. */
function buildUnit(frames: Uint8Array, time: number): Uint8Array {
  const unit = new Uint8Array(14 + frames.length);
  const length = frames.length + 8;
  unit.set([0, 0, 1, 0xc0, length >> 8, length & 0xff, 0x84, 0x80, 5, 0x21]);
  writeTime(unit, 9, time);
  unit.set(frames, 14);
  return unit;
}

/** Bytes of a packet's head, and of the clock before a unit. */
const headBytes = 4;
const clockBytes = 8;

/** The packets of a unit; the first tells the clock, the last is filled up. `count`: of the first. */
function listPackets(unit: Uint8Array, time: number, count: number): Uint8Array[] {
  const packets: Uint8Array[] = [];
  for (let at = 0; at < unit.length; ) {
    const isFirst = at === 0;
    const room = packetBytes - headBytes - (isFirst ? clockBytes : 0);
    const part = unit.subarray(at, at + room);
    const extraBytes = packetBytes - headBytes - part.length;
    const packet = new Uint8Array(packetBytes).fill(0xff);
    packet.set([0x47, (isFirst ? 0x40 : 0) | (soundTrack >> 8), soundTrack & 0xff]);
    packet[3] = (extraBytes > 0 ? 0x30 : 0x10) | ((count + packets.length) % 16);
    if (extraBytes > 0) packet[4] = extraBytes - 1;
    if (extraBytes > 1) packet[5] = isFirst ? 0x50 : 0;
    if (isFirst) {
      new DataView(packet.buffer).setUint32(6, Math.floor(time / 2));
      packet.set([((time % 2) << 7) | 0x7e, 0], 10);
    }
    packet.set(part, headBytes + extraBytes);
    packets.push(packet);
    at += part.length;
  }
  return packets;
}

/** Where the next frame begins that another follows, or the end. */
function findFrame(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const frame = readFrame(bytes, at);
    const endAt = at + (frame?.bytes ?? 0);
    if (frame && (endAt === bytes.length || readFrame(bytes, endAt))) return at;
  }
  return bytes.length;
}

interface Frame {
  content: Uint8Array;
  sec: number;
}

/** Whole frames in their order. Tags and padding between and behind them are passed over, as players do. */
function listFrames(bytes: Uint8Array, from: number): Frame[] {
  const frames: Frame[] = [];
  for (let at = from; at < bytes.length; ) {
    const frame = readFrame(bytes, at);
    if (frame && at + frame.bytes <= bytes.length) {
      frames.push({ content: bytes.subarray(at, at + frame.bytes), sec: frame.sec });
      at += frame.bytes;
    } else at = findFrame(bytes, at + 1);
  }
  return frames;
}

function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let filled = 0;
  for (const piece of pieces) {
    joined.set(piece, filled);
    filled += piece.length;
  }
  return joined;
}

/** Of a unit: few enough that each begins near its time, many enough that little is lost to heads. */
const unitFrames = 8;

function buildStream(
  frames: readonly Frame[],
  startTime: number,
): { stream: Uint8Array<ArrayBuffer>; endTime: number } {
  const tracks = [0, tableTrack, soundTrack].map(String);
  const pieces = [buildCountPackets({}, tracks), ...tables];
  let count = 0;
  let sec = 0;
  const toTime = (): number => toWrapped(startTime + Math.round(sec / tickSec));
  for (let first = 0; first < frames.length; first += unitFrames) {
    const unit = frames.slice(first, first + unitFrames);
    const ticks = toTime();
    const packets = listPackets(buildUnit(join(unit.map(({ content }) => content)), ticks), ticks, count);
    count += packets.length;
    pieces.push(...packets);
    for (const frame of unit) sec += frame.sec;
  }
  return { stream: join(pieces), endTime: toTime() };
}

/**
 * Puts segments of a track into MPEG-TS where they are packed AAC that tells its time; one that does not goes on where the last
 * has ended. `kind`: of the file that there is when the first comes, which goes on as it was begun; null: none. Segments
 * come in order. Throws `media.damaged`.
 */
export function createUnpacker(kind: () => TrackKind | null) {
  let isTimed: boolean | null = null;
  let nextTime: number | null = null;
  return <T extends Uint8Array>(bytes: T): T | Uint8Array<ArrayBuffer> => {
    const begun = kind();
    if (begun) isTimed ??= begun !== 'aac';
    if (isTimed === false || findTrackKind(bytes) !== 'aac') return bytes;
    const { endAt, time } = readTags(bytes);
    isTimed ??= time !== null;
    if (!isTimed) return bytes;
    const startTime = time ?? nextTime;
    if (startTime === null)
      throw new AppError('media.damaged', 'A segment of the sound does not tell when it comes.');
    const frames = listFrames(bytes, endAt);
    if (frames.length === 0) throw new AppError('media.damaged', 'A segment of the sound is no whole AAC.');
    const { stream, endTime } = buildStream(frames, startTime);
    nextTime = endTime;
    return stream;
  };
}
