/** Bytes put into the middle of a segment of MP4: boxes grow, and what names places in it names the new ones. */
import { listBoxes, toView } from '../files/mp4-boxes.ts';
import { type Fragment, findDataOffset } from './mp4-fragments.ts';

/** What comes before the byte at `at`. */
export interface Splice {
  at: number;
  bytes: Uint8Array;
}

/** Boxes in which something can grow. */
const holders = new Set(['moof', 'traf', 'tfhd', 'tfdt', 'mdat']);

function growBoxes(segment: Uint8Array, view: DataView, splices: readonly Splice[]): void {
  for (const { type, whole, body } of listBoxes(view)) {
    if (!holders.has(type)) continue;
    const start = whole.byteOffset - segment.byteOffset;
    const added = splices
      .filter(({ at }) => at > start && at <= start + whole.length)
      .reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (added === 0) continue;
    if (type === 'moof' || type === 'traf') growBoxes(segment, body, splices);
    const head = toView(whole);
    const stated = head.getUint32(0);
    if (stated === 1) head.setBigUint64(8, BigInt(whole.length + added));
    else if (stated !== 0) head.setUint32(0, whole.length + added);
  }
}

/** Changes what the segment says of itself, and returns it with what is put in; the segment itself where that is nothing. */
export function splice<T extends Uint8Array>(
  segment: T,
  given: readonly Splice[],
  fragments: readonly Fragment[],
): T | Uint8Array<ArrayBuffer> {
  if (given.length === 0) return segment;
  const splices = given.toSorted((one, other) => one.at - other.at);
  const toNew = (place: number): number =>
    splices.reduce((sum, { at, bytes }) => (at < place ? sum + bytes.length : sum), place);
  for (const { moofAt, runs } of fragments)
    for (const run of runs) {
      const at = findDataOffset(run);
      if (at === null) continue;
      const dataAt = moofAt + run.view.getInt32(at);
      run.view.setInt32(at, toNew(dataAt) - toNew(moofAt));
    }
  growBoxes(segment, toView(segment), splices);
  const added = splices.reduce((sum, { bytes }) => sum + bytes.length, 0);
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
