/** Whether a film has chapters: the library that copies packets says nothing of them, and leaves them out. Pure. */
import type { ByteSource } from '../files/byte-source.ts';

type Bytes = Pick<ByteSource, 'bytes' | 'read'>;

/** A box of MP4 or an element of Matroska, where it lies. */
interface Piece {
  type: string;
  /** Of what is in it. */
  from: number;
  to: number;
}

/** More than any film has on one level before what is looked for. */
const mostPieces = 10_000;

function readView(source: Bytes, at: number, count: number): DataView {
  const bytes = new Uint8Array(count);
  return new DataView(bytes.buffer, 0, Math.max(0, source.read(bytes, at)));
}

/** ISO/IEC 14496-12, 4.2; null where none begins. */
function readBox(source: Bytes, at: number, end: number): Piece | null {
  const view = readView(source, at, 16);
  if (view.byteLength < 8) return null;
  const stated = view.getUint32(0);
  const isLong = stated === 1 && view.byteLength === 16;
  const length = isLong ? Number(view.getBigUint64(8)) : stated === 0 ? end - at : stated;
  const head = isLong ? 16 : 8;
  if (length < head || at + length > end) return null;
  const type = String.fromCharCode(...[4, 5, 6, 7].map((place) => view.getUint8(place)));
  return { type, from: at + head, to: at + length };
}

/** A number of EBML (RFC 8794, 4): its first byte says how long it is. */
function readNumber(view: DataView, at: number, isMarked: boolean): { value: number; end: number } | null {
  if (at >= view.byteLength) return null;
  const first = view.getUint8(at);
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > view.byteLength) return null;
  let value = isMarked ? first : first & (0xff >> length);
  let isOpen = !isMarked && value === 0xff >> length;
  for (let place = 1; place < length; place += 1) {
    const byte = view.getUint8(at + place);
    isOpen &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: isOpen ? Number.POSITIVE_INFINITY : value, end: at + length };
}

function readElement(source: Bytes, at: number, end: number): Piece | null {
  const view = readView(source, at, 12);
  const id = readNumber(view, 0, true);
  const length = id && readNumber(view, id.end, false);
  if (!id || !length) return null;
  const from = at + length.end;
  return { type: id.value.toString(16), from, to: Math.min(end, from + length.value) };
}

function* listPieces(
  source: Bytes,
  { from, to }: Pick<Piece, 'from' | 'to'>,
  read: typeof readBox,
): Generator<Piece> {
  let at = from;
  for (let count = 0; at < to && count < mostPieces; count += 1) {
    const piece = read(source, at, to);
    if (!piece) return;
    yield piece;
    at = piece.to;
  }
}

/** Whether a path of types leads anywhere. */
function hasBox(
  source: Bytes,
  place: Pick<Piece, 'from' | 'to'>,
  [type, ...rest]: readonly string[],
): boolean {
  for (const box of listPieces(source, place, readBox))
    if (box.type === type && (rest.length === 0 || hasBox(source, box, rest))) return true;
  return false;
}

/** By their ids (RFC 9559, 5.1). */
const segment = '18538067';
const seekHead = '114d9b74';
const chapters = '1043a770';
const cluster = '1f43b675';
/** As an index names them: their id in four bytes. */
const chaptersName = [0x53, 0xab, 0x84, 0x10, 0x43, 0xa7, 0x70];

function namesChapters(source: Bytes, { from, to }: Piece): boolean {
  const view = readView(source, from, Math.min(to - from, 4096));
  for (let at = 0; at + chaptersName.length <= view.byteLength; at += 1)
    if (chaptersName.every((byte, place) => view.getUint8(at + place) === byte)) return true;
  return false;
}

function hasMatroskaChapters(source: Bytes): boolean {
  for (const outer of listPieces(source, { from: 0, to: source.bytes }, readElement)) {
    if (outer.type !== segment) continue;
    for (const piece of listPieces(source, outer, readElement)) {
      if (piece.type === chapters || (piece.type === seekHead && namesChapters(source, piece))) return true;
      if (piece.type === cluster) return false;
    }
  }
  return false;
}

/** Those of Nero and of QuickTime in MP4, and those of Matroska; false for all other kinds of files. */
export function hasChapters(source: Bytes): boolean {
  const whole = { from: 0, to: source.bytes };
  if (readView(source, 0, 4).byteLength === 4 && readView(source, 0, 4).getUint32(0) === 0x1a45dfa3)
    return hasMatroskaChapters(source);
  return (
    hasBox(source, whole, ['moov', 'udta', 'chpl']) || hasBox(source, whole, ['moov', 'trak', 'tref', 'chap'])
  );
}
