/** Where Ogg ends (RFC 3533): with a page, of which the first bytes say how long it is. */
import type { Flaw, WholeFile } from './whole-file.ts';

const headBytes = 27;
/** No page is longer. */
const maxPageBytes = headBytes + 255 + 255 * 255;
const pageStart = [0x4f, 0x67, 0x67, 0x53, 0];

/** Whether the last page is not all there. */
export async function findOggFlaw(file: WholeFile): Promise<Flaw> {
  const tail = await file.read(Math.max(0, file.bytes - maxPageBytes), maxPageBytes);
  let at = tail.length - pageStart.length;
  while (at >= 0 && !pageStart.every((byte, index) => tail[at + index] === byte)) at -= 1;
  if (at < 0) return null;
  const lacing = tail.subarray(at + headBytes, at + headBytes + (tail[at + headBytes - 1] ?? 0));
  const bodyBytes = lacing.reduce((sum, byte) => sum + byte, 0);
  const pageBytes = headBytes + (tail[at + headBytes - 1] ?? 0) + bodyBytes;
  return at + pageBytes > tail.length ? 'cut' : null;
}
