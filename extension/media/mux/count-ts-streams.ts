/** How many tracks an MPEG-TS says that it has: the library passes over those that it does not know. Pure. */
import { packetBytes, syncByte } from '../files/ts-packet.ts';
import { type PieceBytes, readView } from './list-pieces.ts';

/**
 * Types of streams (ISO/IEC 13818-1, table 2-34, and those of ATSC and Blu-ray) that are pictures, sound or captions; private
 * ones (6) may be each of them. Marks of advertisements and tags of players are none.
 */
const mediaTypes = new Set([
  ...[0x01, 0x02, 0x10, 0x1b, 0x20, 0x21, 0x24, 0x33, 0x42, 0xd1, 0xea],
  ...[0x03, 0x04, 0x0f, 0x11, 0x1c, 0x81, 0x82, 0x83, 0x84, 0x87, 0x8a, 0xa1, 0xa2],
  ...[0x06, 0x90],
]);

/** Both tables come again several times a second. */
const mostPackets = 20_000;
/** Alone, or behind four bytes of a disc's time. */
const packetSizes = [packetBytes, packetBytes + 4];

/** Of a packet with the beginning of a table or what follows of it; null for what is broken or has nothing. */
interface Packet {
  pid: number;
  isStart: boolean;
  payload: number[];
}

function readPacket(source: PieceBytes, at: number): Packet | null {
  const view = readView(source, at, packetBytes);
  if (view.byteLength < packetBytes || view.getUint8(0) !== syncByte) return null;
  const flags = view.getUint8(3);
  const skipped = (flags & 0x20) === 0 ? 4 : 5 + view.getUint8(4);
  const from = (flags & 0x10) === 0 ? packetBytes : Math.min(packetBytes, skipped);
  return {
    pid: view.getUint16(1) & 0x1fff,
    isStart: (view.getUint8(1) & 0x40) !== 0,
    payload: Array.from({ length: packetBytes - from }, (_, place) => view.getUint8(from + place)),
  };
}

const toPair = (bytes: readonly number[], at: number): number =>
  ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** What is in a table behind its length, without its checksum; null until all of it is there. */
function readTable(bytes: readonly number[]): readonly number[] | null {
  const end = 3 + (toPair(bytes, 1) & 0xfff);
  return bytes.length >= Math.max(4, end) ? bytes.slice(3, end - 4) : null;
}

/** The first table of a stream of tables. */
function findTable(source: PieceBytes, size: number, pid: number): readonly number[] | null {
  let bytes: number[] | null = null;
  for (let count = 0; count < mostPackets; count += 1) {
    const packet = readPacket(source, count * size + size - packetBytes);
    if (!packet) return null;
    if (packet.pid !== pid || packet.payload.length === 0) continue;
    if (packet.isStart) bytes = packet.payload.slice(1 + (packet.payload[0] ?? 0));
    else bytes?.push(...packet.payload);
    const table = bytes && readTable(bytes);
    if (table) return table;
  }
  return null;
}

/** Tracks of the first of its programs; 0 where nothing says so. */
export function countTsStreams(source: PieceBytes): number {
  const size = packetSizes.find(
    (bytes) => readPacket(source, bytes - packetBytes) && readPacket(source, 2 * bytes - packetBytes),
  );
  const programs = size === undefined ? null : findTable(source, size, 0);
  if (size === undefined || !programs) return 0;
  let mapPid: number | null = null;
  for (let at = 5; at + 4 <= programs.length && mapPid === null; at += 4)
    if (toPair(programs, at) !== 0) mapPid = toPair(programs, at + 2) & 0x1fff;
  const map = mapPid === null ? null : findTable(source, size, mapPid);
  if (!map) return 0;
  let count = 0;
  for (let at = 9 + (toPair(map, 7) & 0xfff); at + 5 <= map.length; at += 5 + (toPair(map, at + 3) & 0xfff))
    if (mediaTypes.has(map[at] ?? 0)) count += 1;
  return count;
}
