/** Where PNG and JPEG end. */
import { type Flaw, maxPieces, toLatin1, toView, type WholeFile } from './whole-file.ts';

/** Chunks up to IEND (PNG 5.3); what other programs have written behind it does no harm. */
export async function findPngFlaw(file: WholeFile): Promise<Flaw> {
  const tail = await file.read(Math.max(0, file.bytes - 8), 4);
  if (toLatin1(tail) === 'IEND') return null;
  let at = 8;
  for (let pieces = 0; pieces < maxPieces; pieces += 1) {
    const head = await file.read(at, 8);
    if (head.length < 8) return 'cut';
    const type = toLatin1(head.subarray(4));
    if (type === 'IEND' || !/^[A-Za-z]{4}$/.test(type)) return null;
    at += 12 + toView(head).getUint32(0);
    if (at > file.bytes) return 'cut';
  }
  return null;
}

const tailBytes = 16 * 1024;
/** So many in a row are no coincidence: in other bytes one of 256 that follow is a zero. */
const surePairs = 4;

/**
 * Whether the file ends within the picture's own bytes: there a zero follows each 0xff that is no restart (T.81 B.1.1.5), and
 * no marker comes any more. With other bytes behind the picture nothing is known.
 */
export async function findJpegFlaw(file: WholeFile): Promise<Flaw> {
  const tail = await file.read(Math.max(0, file.bytes - tailBytes), tailBytes);
  let pairs = 0;
  for (let at = tail.length - 2; at >= 0 && pairs < surePairs; at -= 1) {
    const next = tail[at + 1] ?? 0;
    if (tail[at] !== 0xff || next === 0xff || (next >= 0xd0 && next <= 0xd7)) continue;
    if (next !== 0) return null;
    pairs += 1;
  }
  return pairs === surePairs ? 'cut' : null;
}
