/**
 * AAC and AC-3 that come without a container. Each segment begins with a tag that says when it comes (RFC 8216, 3.4), which a file of
 * such segments could not: they are put into MPEG-TS, whose sound is placed, gone on with and filled like any other.
 */
import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import { packetBytes, syncByte } from '../files/ts-packet.ts';
import { readAc3Frame } from './ac3.ts';
import { readFrame as readAdtsFrame } from './adts.ts';
import { listTags } from './id3.ts';
import { aacKind, buildCountPackets, tickSec, toWrapped, writeTime } from './retime-ts.ts';
import type { StreamSegment } from './stream.ts';
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
    // One sign for each byte, whatever it is.
    const ownerAt = tag.length > maxTagBytes ? -1 : new TextDecoder('latin1').decode(tag).indexOf(owner);
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
  packet.set([syncByte, 0x40 | (track >> 8), track & 0xff, 0x10, 0, ...table, ...sumTable(table)]);
  return packet;
}

const toNumber = (track: number): number[] => [0xe0 | (track >> 8), track & 0xff];

type ReadFrame = (file: Uint8Array, at: number) => { bytes: number; sec: number } | null;

/** How a kind of sound stands in a stream. */
interface SoundForm {
  readFrame: ReadFrame;
  /** Of its units. */
  streamId: number;
  tables: readonly Uint8Array[];
}

/** `name`: as it is registered, by which players know what is not of MPEG. */
function buildForm(readFrame: ReadFrame, kind: number, name = ''): SoundForm {
  const mark = name === '' ? [] : [5, name.length, ...new TextEncoder().encode(name)];
  // Lengths count from behind themselves, the sum with them.
  const tables = [
    buildTable(0, [0, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, ...toNumber(tableTrack)]),
    buildTable(tableTrack, [
      ...[2, 0xb0, 18 + mark.length, 0, 1, 0xc1, 0, 0, ...toNumber(soundTrack), 0xf0, 0],
      ...[kind, ...toNumber(soundTrack), 0xf0, mark.length, ...mark],
    ]),
  ];
  return { readFrame, streamId: name === '' ? 0xc0 : 0xbd, tables };
}

const forms = {
  aac: buildForm(readAdtsFrame, aacKind),
  ac3: buildForm(readAc3Frame, 0x81, 'AC-3'),
  eac3: buildForm(readAc3Frame, 0x87, 'EAC3'),
};

/** Small frames come to several times as much in packets. */
const maxStreamBytes = 512 * 1024 * 1024;

/** Some frames with the time of the first. */
function buildUnit(frames: Uint8Array, streamId: number, time: number): Uint8Array {
  const unit = new Uint8Array(14 + frames.length);
  const length = frames.length + 8;
  unit.set([0, 0, 1, streamId, length >> 8, length & 0xff, 0x84, 0x80, 5, 0x21]);
  writeTime(unit, 9, time);
  unit.set(frames, 14);
  return unit;
}

/** Bytes of a packet's head, and of the clock before a unit. */
const headBytes = 4;
const clockBytes = 8;

/** Bytes one behind the other in one piece of memory. */
function createSink(expectedBytes: number) {
  let room = new Uint8Array(expectedBytes);
  let filled = 0;
  return {
    /** As many behind the last. */
    take(bytes: number): Uint8Array {
      if (filled + bytes > maxStreamBytes) throw new AppError('media.too_large');
      if (filled + bytes > room.length) {
        const larger = new Uint8Array(2 * room.length + bytes);
        larger.set(room);
        room = larger;
      }
      filled += bytes;
      return room.subarray(filled - bytes, filled);
    },
    whole: (): Uint8Array<ArrayBuffer> => room.subarray(0, filled),
  };
}
type Sink = ReturnType<typeof createSink>;

/** The packets of a unit; the first tells the clock, the last is filled up. `count`: of the first. Returns how many. */
function writePackets(
  sink: Sink,
  unit: Uint8Array,
  { time, count }: { time: number; count: number },
): number {
  let written = 0;
  for (let at = 0; at < unit.length; ) {
    const isFirst = at === 0;
    const room = packetBytes - headBytes - (isFirst ? clockBytes : 0);
    const part = unit.subarray(at, at + room);
    const extraBytes = packetBytes - headBytes - part.length;
    const packet = sink.take(packetBytes).fill(0xff);
    packet[0] = syncByte;
    packet[1] = (isFirst ? 0x40 : 0) | (soundTrack >> 8);
    packet[2] = soundTrack & 0xff;
    packet[3] = (extraBytes > 0 ? 0x30 : 0x10) | ((count + written) % 16);
    if (extraBytes > 0) packet[4] = extraBytes - 1;
    if (extraBytes > 1) packet[5] = isFirst ? 0x50 : 0;
    if (isFirst) {
      new DataView(packet.buffer, packet.byteOffset).setUint32(6, Math.floor(time / 2));
      packet.set([((time % 2) << 7) | 0x7e, 0], 10);
    }
    packet.set(part, headBytes + extraBytes);
    written += 1;
    at += part.length;
  }
  return written;
}

/** Where the next frame begins that another follows, or the end. */
function findFrame(bytes: Uint8Array, from: number, readFrame: ReadFrame): number {
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
function* readFrames(bytes: Uint8Array, from: number, readFrame: ReadFrame): Generator<Frame> {
  for (let at = from; at < bytes.length; ) {
    const frame = readFrame(bytes, at);
    if (frame && at + frame.bytes <= bytes.length) {
      yield { content: bytes.subarray(at, at + frame.bytes), sec: frame.sec };
      at += frame.bytes;
    } else at = findFrame(bytes, at + 1, readFrame);
  }
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

/** Null where there is no whole frame. */
function buildStream(
  bytes: Uint8Array,
  { from, startTime, form }: { from: number; startTime: number; form: SoundForm },
): { stream: Uint8Array<ArrayBuffer>; endTime: number } | null {
  const sink = createSink(2 * bytes.length);
  for (const piece of [buildCountPackets({}, [0, tableTrack, soundTrack].map(String)), ...form.tables])
    sink.take(piece.length).set(piece);
  let count = 0;
  let sec = 0;
  let unit: Frame[] = [];
  const toTime = (): number => toWrapped(startTime + Math.round(sec / tickSec));
  const writeUnit = (): void => {
    const time = toTime();
    const frames = join(unit.map(({ content }) => content));
    count += writePackets(sink, buildUnit(frames, form.streamId, time), { time, count });
    for (const frame of unit) sec += frame.sec;
    unit = [];
  };
  for (const frame of readFrames(bytes, from, form.readFrame)) {
    unit.push(frame);
    if (unit.length === unitFrames) writeUnit();
  }
  if (unit.length > 0) writeUnit();
  return count === 0 ? null : { stream: sink.whole(), endTime: toTime() };
}

/** Whether it is packed AAC that does not tell when it comes. */
export const isUntimed = (bytes: Uint8Array): boolean =>
  findTrackKind(bytes) === 'aac' && readTags(bytes).time === null;

/** What a packed segment holds; null for what is none. AC-3 is known by its tag: without a time it has no place in a stream. */
function findForm(bytes: Uint8Array, { endAt, time }: ReturnType<typeof readTags>): SoundForm | null {
  if (findTrackKind(bytes) === 'aac') return forms.aac;
  const frame = time === null ? null : readAc3Frame(bytes, endAt);
  return frame && (frame.isEnhanced ? forms.eac3 : forms.ac3);
}

/** Where the last segment has ended: by its own clock in ticks, and by the playlist. */
export const soundEndSchema = z.object({ time: z.number(), endSec: z.number() });
export type SoundEnd = z.infer<typeof soundEndSchema>;

/**
 * Puts segments of a track into MPEG-TS where they are packed sound that tells its time; one that does not goes on where the last
 * has ended, after what is missing between. `kind`: of the file that there is when the first comes, which goes on as it was
 * begun; null: none. `before`: where that has ended. Segments come in order. Throws `media.damaged`, `media.too_large`.
 */
export function createUnpacker(kind: () => TrackKind | null, before: SoundEnd | null = null) {
  let isTimed: boolean | null = null;
  let end = before;
  const unpack = <T extends Uint8Array>(
    bytes: T,
    { startSec, durationSec }: Pick<StreamSegment, 'startSec' | 'durationSec'>,
  ): T | Uint8Array<ArrayBuffer> => {
    const begun = kind();
    if (begun) isTimed ??= begun === 'ts';
    if (isTimed === false) return bytes;
    const tags = readTags(bytes);
    const form = findForm(bytes, tags);
    if (!form) return bytes;
    const { endAt, time } = tags;
    isTimed ??= time !== null;
    if (!isTimed) return bytes;
    const missingTicks = end ? Math.round(Math.max(0, startSec - end.endSec) / tickSec) : 0;
    const startTime = time ?? (end && toWrapped(end.time + missingTicks));
    if (startTime === null)
      throw new AppError('media.damaged', 'A segment of the sound does not tell when it comes.');
    const built = buildStream(bytes, { from: endAt, startTime, form });
    if (!built) throw new AppError('media.damaged', 'A segment of the sound has no whole frame.');
    end = { time: built.endTime, endSec: startSec + durationSec };
    return built.stream;
  };
  return { unpack, end: (): SoundEnd | null => end };
}
