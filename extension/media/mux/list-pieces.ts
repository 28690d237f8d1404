/** The boxes of an MP4 and the elements of a Matroska, as far as they say where they lie. Pure. */
import type { ByteSource } from '../files/byte-source.ts';
import { readBoxHead } from '../files/mp4-boxes.ts';

/** What is looked into. */
export type PieceBytes = Pick<ByteSource, 'bytes' | 'read'>;

/** A box of MP4 or an element of Matroska, where it lies. */
export interface Piece {
  type: string;
  /** Where its head begins. */
  at: number;
  /** Of what is in it. */
  from: number;
  to: number;
}

/** More than any film has on one level before what is looked for. */
const mostPieces = 10_000;

/** Up to so many bytes from a place. */
export function readView(source: PieceBytes, at: number, count: number): DataView {
  const bytes = new Uint8Array(count);
  return new DataView(bytes.buffer, 0, Math.max(0, source.read(bytes, at)));
}

/** A box; null where none begins. */
function readBox(source: PieceBytes, at: number, end: number): Piece | null {
  const head = readBoxHead(readView(source, at, 16), 0, end - at);
  return head && { type: head.type, at, from: at + head.headBytes, to: at + head.bytes };
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

/** An element of EBML (RFC 8794, 6); null where none begins. */
export function readElement(source: PieceBytes, at: number, end: number): Piece | null {
  const view = readView(source, at, 12);
  const id = readNumber(view, 0, true);
  const length = id && readNumber(view, id.end, false);
  if (!id || !length) return null;
  const from = at + length.end;
  return { type: id.value.toString(16), at, from, to: Math.min(end, from + length.value) };
}

/** What lies in a place, one behind the other. */
export function* listPieces(
  source: PieceBytes,
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

/** Whether an MP4 says that its pictures and sound reach beyond its end. */
export function isCutOff(source: PieceBytes): boolean {
  for (const { type, to } of listPieces(source, { from: 0, to: Number.POSITIVE_INFINITY }, readBox))
    if (type === 'mdat' && Number.isFinite(to) && to > source.bytes) return true;
  return false;
}

/** By their ids (RFC 9559, 5.1). */
export const segmentId = '18538067';
export const clusterId = '1f43b675';

/** Whether a file is Matroska, WebM among it. */
export function isMatroska(source: PieceBytes): boolean {
  const view = readView(source, 0, 4);
  return view.byteLength === 4 && view.getUint32(0) === 0x1a45dfa3;
}

/** Boxes of MP4 at a path of types. */
export function* findBoxPieces(
  source: PieceBytes,
  place: Pick<Piece, 'from' | 'to'>,
  [type, ...rest]: readonly string[],
): Generator<Piece> {
  for (const box of listPieces(source, place, readBox)) {
    if (box.type !== type) continue;
    if (rest.length === 0) yield box;
    else yield* findBoxPieces(source, box, rest);
  }
}
