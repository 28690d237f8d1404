/** MPEG-TS whose time begins anew in the middle, as one stream: times, numbers of tracks and counts of packets go on. */
import { AppError } from '../../../shared/app-error.ts';
import { packetBytes, syncByte } from '../files/ts-packet.ts';
import { type AdtsFrame, readFrame } from './adts.ts';
import {
  beginRun,
  noteTime,
  type PlacedSegment,
  partsDiffer,
  readOffset,
  type Timeline,
} from './timeline.ts';

const nullTrack = 0x1fff;
/** Of the clock. */
export const tickSec = 1 / 90_000;
/** Times have 33 bits and begin again after a day. */
const wrap = 2 ** 33;
/** What pictures and sound are in TS, by their types in its tables: those whose time is moved. */
const mediaKinds = new Set([0x01, 0x02, 0x03, 0x04, 0x0f, 0x11, 0x1b, 0x24, 0x81, 0x87]);
const pictureKinds = new Set([0x01, 0x02, 0x1b, 0x24]);

interface Packet {
  bytes: Uint8Array;
  track: number;
  /** Where a table or a packet of media begins in it; null: it goes on, or has nothing. */
  startAt: number | null;
  hasPayload: boolean;
  /** Where the clock stands. */
  clockAt: number | null;
}

function toPacket(bytes: Uint8Array): Packet {
  const [, high = 0, low = 0, flags = 0, adaptation = 0, marks = 0] = bytes;
  const hasAdaptation = (flags & 0x20) !== 0;
  const hasPayload = (flags & 0x10) !== 0;
  return {
    bytes,
    track: ((high & 0x1f) << 8) | low,
    startAt: hasPayload && (high & 0x40) !== 0 ? 4 + (hasAdaptation ? adaptation + 1 : 0) : null,
    hasPayload,
    clockAt: hasAdaptation && adaptation >= 7 && (marks & 0x10) !== 0 ? 6 : null,
  };
}

const readPayload = ({ bytes }: Packet): Uint8Array =>
  bytes.subarray(4 + (((bytes[3] ?? 0) & 0x20) !== 0 ? (bytes[4] ?? 0) + 1 : 0));

/** What is no packet is passed over, as players do: a segment may begin inside of one, or one may be bad. */
function listPackets(segment: Uint8Array): Packet[] {
  const packets: Packet[] = [];
  let isInStep = false;
  for (let at = 0; at + packetBytes <= segment.length; ) {
    const next = segment[at + packetBytes] ?? syncByte;
    isInStep = segment[at] === syncByte && (isInStep || next === syncByte);
    if (isInStep) packets.push(toPacket(segment.subarray(at, at + packetBytes)));
    at += isInStep ? packetBytes : 1;
  }
  if (packets.length === 0) throw new AppError('media.damaged', 'A segment of the stream is no MPEG-TS.');
  return packets;
}

/** The bytes of a table that begins in this packet, from its id on, without its sum. */
function readTable({ bytes, startAt }: Packet): Uint8Array {
  const at = (startAt ?? 0) + 1 + (bytes[startAt ?? 0] ?? 0);
  const length = (((bytes[at + 1] ?? 0) & 0x0f) << 8) | (bytes[at + 2] ?? 0);
  return bytes.subarray(at, at + 3 + length - 4);
}

const readNumber = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) & 0x1f) << 8) | (bytes[at + 1] ?? 0);

interface Tables {
  /** Numbers of the tables of tracks. */
  tables: Set<number>;
  /** Kinds of tracks by their numbers. */
  kinds: Map<number, number>;
}

function readTables(packets: readonly Packet[]): Tables {
  const tables = new Set<number>();
  const kinds = new Map<number, number>();
  for (const packet of packets) {
    if (packet.startAt === null) continue;
    if (packet.track === 0) {
      const table = readTable(packet);
      for (let at = 8; at + 4 <= table.length; at += 4) tables.add(readNumber(table, at + 2));
    } else if (tables.has(packet.track) && kinds.size === 0) {
      const table = readTable(packet);
      const lengthOf = (at: number): number => (((table[at] ?? 0) & 0x0f) << 8) | (table[at + 1] ?? 0);
      for (let at = 12 + lengthOf(10); at + 5 <= table.length; at += 5 + lengthOf(at + 3)) {
        const kind = table[at] ?? 0;
        if (mediaKinds.has(kind)) kinds.set(readNumber(table, at + 1), kind);
      }
    }
  }
  return { tables, kinds };
}

/** Where the times of a packet of media are, and what they are; null for one without. */
function readTimes({ bytes, startAt }: Packet): { at: number[]; shown: number; decoded: number } | null {
  if (startAt === null || bytes[startAt + 2] !== 1) return null;
  const flags = (bytes[startAt + 7] ?? 0) >> 6;
  if (flags < 2) return null;
  const at = flags === 3 ? [startAt + 9, startAt + 14] : [startAt + 9];
  const shown = readTime(bytes, startAt + 9);
  return { at, shown, decoded: flags === 3 ? readTime(bytes, startAt + 14) : shown };
}

function readTime(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = bytes.subarray(at, at + 5);
  return ((a >> 1) & 7) * 2 ** 30 + (b << 22) + ((c >> 1) << 15) + (d << 7) + (e >> 1);
}

/** Times begin again after 33 bits. */
export const toWrapped = (time: number): number => ((time % wrap) + wrap) % wrap;

/** Leaves the marks beside it. */
export function writeTime(bytes: Uint8Array, at: number, time: number): void {
  const high = Math.floor(time / 2 ** 30);
  const low = time % 2 ** 30;
  bytes[at] = ((bytes[at] ?? 0) & 0xf1) | (high << 1);
  bytes[at + 1] = (low >> 22) & 0xff;
  bytes[at + 2] = ((low >> 14) & 0xfe) | 1;
  bytes[at + 3] = (low >> 7) & 0xff;
  bytes[at + 4] = ((low << 1) & 0xfe) | 1;
}

/** The clock has 33 bits of which the last is the first of another byte. */
function moveClock(bytes: Uint8Array, at: number, offset: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 5);
  const last = view.getUint8(4);
  const time = toWrapped(view.getUint32(0) * 2 + (last >> 7) + offset);
  view.setUint32(0, Math.floor(time / 2));
  view.setUint8(4, (last & 0x7f) | ((time % 2) << 7));
}

/** Which track of the file each track of this part is: the same kinds in the same order. A part may lack some. */
function matchTracks(timeline: Timeline, kinds: ReadonlyMap<number, number>, startSec: number): void {
  const left = Object.entries(timeline.kinds).map(([track, kind]) => ({ track: Number(track), kind }));
  const numbers: [number, number][] = [];
  for (const [own, kind] of kinds) {
    const place = left.findIndex((one) => one.kind === kind);
    const [like] = place < 0 ? [] : left.splice(place, 1);
    if (!like) {
      const isOther = kinds.size <= Object.keys(timeline.kinds).length;
      throw partsDiffer(isOther ? (pictureKinds.has(kind) ? 'picture' : 'sound') : 'tracks', startSec);
    }
    numbers.push([own, like.track]);
  }
  timeline.numbers = Object.fromEntries(numbers);
}

/** The same time so many times around that it is the nearest to another. */
const unwrapNear = (time: number, near: number): number => time + Math.round((near - time) / wrap) * wrap;

async function beginPart(
  timeline: Timeline,
  packets: readonly Packet[],
  placed: PlacedSegment,
): Promise<void> {
  const { kinds } = readTables(packets);
  if (Object.keys(timeline.kinds).length === 0) timeline.kinds = Object.fromEntries(kinds);
  matchTracks(timeline, kinds, placed.startSec);
  const first = [...kinds].flatMap(([track, kind]) => {
    const times = packets.flatMap((packet) => (packet.track === track ? (readTimes(packet) ?? []) : []));
    const [start] = times;
    if (!start) return [];
    return [{ isPicture: pictureKinds.has(kind), track: String(timeline.numbers[track] ?? track), ...start }];
  });
  const [lead] = first.sort((one, other) => Number(other.isPicture) - Number(one.isPicture));
  await beginRun(
    timeline,
    placed,
    first.map(({ track, shown, decoded }) => {
      // The clock may begin again between the first times of picture and sound.
      const near = unwrapNear(shown, lead?.shown ?? shown);
      const shownSec = near * tickSec;
      return { track, shownSec, decodedSec: unwrapNear(decoded, near) * tickSec, tickSec, editSec: 0 };
    }),
  );
}

function writeNumber(bytes: Uint8Array, track: number): void {
  bytes[1] = ((bytes[1] ?? 0) & 0xe0) | (track >> 8);
  bytes[2] = track & 0xff;
}

/** The count before the first packet of a track. */
const noCount = 15;

function writeCount({ counts }: Timeline, { bytes, hasPayload }: Packet, track: number): void {
  const next = ((counts[track] ?? noCount) + Number(hasPayload)) % 16;
  counts[track] = next;
  bytes[3] = ((bytes[3] ?? 0) & 0xf0) | next;
}

/** AAC in ADTS, among the types of tracks. */
export const aacKind = 0x0f;

interface SoundPacket {
  sec: number;
  /** Kind, rate and channels, as a decoder needs to know them; null where no frame begins. */
  config: number | null;
}

/** How long the sound of one packet of media is: it holds many frames, and the last one fewer. */
function readSound(pieces: readonly Uint8Array[]): SoundPacket {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let filled = 0;
  for (const piece of pieces) {
    bytes.set(piece, filled);
    filled += piece.length;
  }
  const found: SoundPacket = { sec: 0, config: null };
  let frame: AdtsFrame | null;
  for (let at = 9 + (bytes[8] ?? 0); ; at += frame.bytes) {
    frame = readFrame(bytes, at);
    if (!frame) break;
    found.config ??= frame.config;
    found.sec += frame.sec;
  }
  return found;
}

/**
 * Where sound ends: only what is in its last packet tells. Of sound in other forms its last beginning is known. Sound of
 * another rate or other channels would be played wrongly in files that say so once.
 */
function noteSound(timeline: Timeline, packets: readonly Packet[], startSec: number): void {
  for (const [own, number] of Object.entries(timeline.numbers)) {
    const track = timeline.tracks[number];
    const kind = timeline.kinds[number] ?? 0;
    if (!track || pictureKinds.has(kind)) continue;
    const ofTrack = packets.filter((packet) => packet.track === Number(own) && packet.hasPayload);
    const begin = ofTrack.findLastIndex(({ startAt }) => startAt !== null);
    const payloads = begin < 0 ? [] : ofTrack.slice(begin).map(readPayload);
    const { sec, config } = kind === aacKind ? readSound(payloads) : { sec: 0, config: null };
    track.step = Math.round(sec / tickSec);
    if (config === null) continue;
    timeline.sounds[number] ??= config;
    if (timeline.sounds[number] !== config) throw partsDiffer('sound', startSec);
  }
}

/** The time in the file, unwrapped: near what was written before. */
const toFileTime = (timeline: Timeline, track: number, time: number): number =>
  unwrapNear(time, timeline.tracks[track]?.last ?? toWrapped(time));

/**
 * Moves a segment, in place. Throws `media.parts_differ` where a part has other kinds of tracks than the first, and
 * `media.damaged` for what is no TS.
 */
export async function retimeTs(
  segment: Uint8Array,
  timeline: Timeline,
  placed: PlacedSegment,
): Promise<void> {
  const packets = listPackets(segment);
  if (placed.run !== timeline.run) await beginPart(timeline, packets, placed);
  const offset = Math.round(readOffset(timeline) / tickSec);
  const { tables } = readTables(packets);
  const numbers = Object.entries(timeline.numbers);
  const isMoved =
    numbers.length < Object.keys(timeline.kinds).length ||
    numbers.some(([track, number]) => Number(track) !== number);
  for (const packet of packets) {
    const { bytes } = packet;
    // Tables that name other tracks than those of the file would begin new ones.
    const isTable = packet.track === 0 || tables.has(packet.track);
    const track = isTable && isMoved ? nullTrack : (timeline.numbers[packet.track] ?? packet.track);
    writeNumber(bytes, track);
    if (track !== nullTrack) writeCount(timeline, packet, track);
    if (packet.clockAt !== null) moveClock(bytes, packet.clockAt, offset);
    if (timeline.numbers[packet.track] === undefined) continue;
    const times = readTimes(packet);
    if (!times) continue;
    for (const at of times.at) writeTime(bytes, at, toWrapped(readTime(bytes, at) + offset));
    const decoded = toFileTime(timeline, track, times.decoded + offset);
    noteTime(timeline, track, { decoded, shown: unwrapNear(times.shown + offset, decoded) });
  }
  noteSound(timeline, packets, placed.startSec);
}

/**
 * What is put in before packets that are there already makes their counts begin anew: a packet for each track that says so,
 * without anything in it. `counts`: the last ones before what is put in; `tracks`: all that the file has.
 */
export function buildCountPackets(counts: Timeline['counts'], tracks: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(tracks.length * packetBytes).fill(0xff);
  for (const [place, track] of tracks.entries()) {
    const packet = bytes.subarray(place * packetBytes, (place + 1) * packetBytes);
    const count = counts[track] ?? noCount;
    packet.set([syncByte, Number(track) >> 8, Number(track) & 0xff, 0x20 | count, packetBytes - 5, 0x80]);
  }
  return bytes;
}
