/**
 * Chapters in an MP4 whose index is at its end: a `chpl` box, as ffmpeg, VLC and mpv read it (Nero's list: a count of one
 * byte, then for each its start in 100 ns and a title of at most 255 bytes).
 */
import { listBoxes, toView } from '../files/mp4-boxes.ts';
import type { MuxChapter } from './mux-order.ts';

/** Length and type of a box. */
const headBytes = 8;
/** As the count of one byte allows. */
export const maxChapters = 255;

const encoder = new TextEncoder();

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

/** The index with the chapters in its `udta`; `moov`: what is in the index now. */
export function addChapters(moov: Uint8Array, chapters: readonly MuxChapter[]): Uint8Array {
  const inner = listBoxes(toView(moov));
  const udta = inner.find(({ type }) => type === 'udta');
  const kept = inner.filter((box) => box !== udta).map(({ whole }) => whole);
  const box = buildChapterBox(chapters);
  const userParts = udta ? listBoxes(udta.body).map(({ whole }) => whole) : [];
  return buildBox('moov', ...kept, buildBox('udta', ...userParts, box));
}
