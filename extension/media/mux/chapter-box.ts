/**
 * Chapters in an MP4 whose index is at its end: a `chpl` box, as ffmpeg, VLC and mpv read it (Nero's list: a count of one
 * byte, then for each its start in 100 ns and a title of at most 255 bytes).
 */
import type { MuxChapter } from './mux-order.ts';

/** Length and type of a box. */
export const headBytes = 8;
/** As the count of one byte allows. */
export const maxChapters = 255;

/** A box of a file. */
export interface Box {
  type: string;
  at: number;
  /** With its head. */
  bytes: number;
}

const encoder = new TextEncoder();

/** The four letters of a box's type. */
export const toType = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Boxes of a buffer, none of which is longer than 4 GiB: `moov` and what is in it. */
function listBoxes(bytes: Uint8Array, from: number, end: number): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: Box[] = [];
  for (let at = from; at + headBytes <= end; ) {
    const length = view.getUint32(at);
    if (length < headBytes || at + length > end) break;
    boxes.push({ type: toType(bytes.subarray(at + 4, at + headBytes)), at, bytes: length });
    at += length;
  }
  return boxes;
}

function buildBox(type: string, ...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(headBytes + parts.reduce((sum, part) => sum + part.byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, bytes.byteLength);
  bytes.set(encoder.encode(type), 4);
  let at = headBytes;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/** A title in UTF-8, cut between characters. */
function toTitle(title: string): Uint8Array {
  const bytes = new Uint8Array(255);
  return bytes.subarray(0, encoder.encodeInto(title, bytes).written);
}

/** The box of a list of chapters; those beyond the 255th are left out. */
export function buildChapterBox(chapters: readonly MuxChapter[]): Uint8Array {
  const listed = chapters.slice(0, maxChapters);
  const parts = listed.map(({ title, startSec }) => {
    const name = toTitle(title);
    const bytes = new Uint8Array(9 + name.byteLength);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.round(startSec * 1e7)));
    bytes[8] = name.byteLength;
    bytes.set(name, 9);
    return bytes;
  });
  return buildBox('chpl', new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, listed.length]), ...parts);
}

/** The index with the chapters in its `udta`. */
export function addChapters(moov: Uint8Array, chapters: readonly MuxChapter[]): Uint8Array {
  const box = buildChapterBox(chapters);
  const inner = listBoxes(moov, headBytes, moov.byteLength);
  const pieceOf = ({ at, bytes }: Box): Uint8Array => moov.subarray(at, at + bytes);
  const udta = inner.find(({ type }) => type === 'udta');
  const kept = inner.filter((child) => child !== udta).map(pieceOf);
  return buildBox(
    'moov',
    ...kept,
    buildBox('udta', ...(udta ? [pieceOf(udta).subarray(headBytes)] : []), box),
  );
}
