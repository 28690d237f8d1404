/** The size of moving pictures from their first bytes; ffmpeg 5 cannot read the WebP animations that it writes. Pure. */
import type { Size } from './picture-filters.ts';

/** How much of a file's beginning is needed. */
export const sizeHeadBytes = 30;

/** The canvas of a GIF or of a WebP of the extended kind; null for anything else. */
export function parseCanvasSize(head: Buffer): Size | null {
  if (head.length >= 10 && /^GIF8[79]a$/.test(head.toString('latin1', 0, 6)))
    return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  const isExtended = /^RIFF.{4}WEBPVP8X$/s.test(head.toString('latin1', 0, 16));
  if (head.length < sizeHeadBytes || !isExtended) return null;
  return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
}
