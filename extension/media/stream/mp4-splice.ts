/** Bytes put into the middle of a segment of MP4: boxes grow, and what names places in it names the new ones. */
import { AppError } from '../../../shared/app-error.ts';
import { listBoxes, toView } from '../files/mp4-boxes.ts';
import { type Fragment, findDataOffset } from './mp4-fragments.ts';

/** What comes before the byte at `at`. */
export interface Splice {
  at: number;
  bytes: Uint8Array;
}

/** Boxes in which something can grow. */
const holders = new Set(['moof', 'traf', 'tfhd', 'tfdt', 'mdat']);

/** More than a segment becomes by what decoders need to know. */
const mostBytes = 512 * 1024 * 1024;

/** Tells how many bytes come in up to a place, and at it; of splices in order. */
function createCounter(splices: readonly Splice[]): (place: number) => number {
  const sums: number[] = [0];
  for (const { bytes } of splices) sums.push((sums.at(-1) ?? 0) + bytes.length);
  return (place) => {
    let low = 0;
    let high = splices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((splices[middle]?.at ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return sums[low] ?? 0;
  };
}

function growBoxes(segment: Uint8Array, view: DataView, count: (place: number) => number): void {
  for (const { type, whole, body } of listBoxes(view)) {
    if (!holders.has(type)) continue;
    const start = whole.byteOffset - segment.byteOffset;
    const added = count(start + whole.length) - count(start);
    if (added === 0) continue;
    if (type === 'moof' || type === 'traf') growBoxes(segment, body, count);
    const head = toView(whole);
    const stated = head.getUint32(0);
    if (stated === 1) head.setBigUint64(8, BigInt(whole.length + added));
    else if (stated !== 0) head.setUint32(0, whole.length + added);
  }
}

/**
 * Changes what the segment says of itself, and returns it with what is put in; the segment itself where that is nothing. Throws
 * `media.too_large`.
 */
export function splice<T extends Uint8Array>(
  segment: T,
  given: readonly Splice[],
  fragments: readonly Fragment[],
): T | Uint8Array<ArrayBuffer> {
  if (given.length === 0) return segment;
  const splices = given.toSorted((one, other) => one.at - other.at);
  const count = createCounter(splices);
  const added = count(segment.length);
  if (segment.length + added > mostBytes) throw new AppError('media.too_large');
  const toNew = (place: number): number => place + count(place - 1);
  for (const { moofAt, runs } of fragments)
    for (const run of runs) {
      const at = findDataOffset(run);
      if (at === null) continue;
      const dataAt = moofAt + run.view.getInt32(at);
      run.view.setInt32(at, toNew(dataAt) - toNew(moofAt));
    }
  growBoxes(segment, toView(segment), count);
  const whole = new Uint8Array(segment.length + added);
  let from = 0;
  let filled = 0;
  for (const { at, bytes } of splices) {
    whole.set(segment.subarray(from, at), filled);
    whole.set(bytes, filled + at - from);
    filled += at - from + bytes.length;
    from = at;
  }
  whole.set(segment.subarray(from), filled);
  return whole;
}
