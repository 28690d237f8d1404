/** When an MP4 says that it is over: clips that were cut without encoding go on for some pictures that nobody is shown. */
import type { Input } from 'mediabunny';
import { findBoxPieces, type PieceBytes, readView } from './list-pieces.ts';

/** No film is cut into as many stretches. */
const mostEdits = 1000;

/** Ticks that all stretches of an edit list come to (ISO/IEC 14496-12, 8.6.6). */
function sumEdits(list: DataView): number {
  const isLong = list.getUint8(0) === 1;
  const entryBytes = isLong ? 20 : 12;
  const count = Math.min(list.getUint32(4), mostEdits);
  let ticks = 0;
  for (let at = 8; at < 8 + count * entryBytes; at += entryBytes)
    ticks += isLong ? Number(list.getBigUint64(at)) : list.getUint32(at);
  return ticks;
}

/** Ticks of a second, and how many of them the film has (8.2.2). */
function readHeader(header: DataView): { timescale: number; ticks: number } {
  const isLong = header.getUint8(0) === 1;
  const at = isLong ? 20 : 12;
  const ticks = isLong ? Number(header.getBigUint64(at + 4)) : header.getUint32(at + 4);
  return { timescale: header.getUint32(at), ticks };
}

/** Seconds after which the edit lists show nothing; null where they say nothing of that, or not what the head says. */
function findEditEnd(source: PieceBytes): number | null {
  const find = (path: readonly string[], count: number): DataView[] =>
    [...findBoxPieces(source, { from: 0, to: source.bytes }, path)].map(({ from, to }) =>
      readView(source, from, Math.min(to - from, count)),
    );
  try {
    const [header] = find(['moov', 'mvhd'], 32).map(readHeader);
    // The lists of a film in fragments say nothing of their end.
    if (!header || header.ticks === 0 || find(['moov', 'mvex'], 8).length > 0) return null;
    const lists = find(['moov', 'trak', 'edts', 'elst'], 8 + mostEdits * 20);
    const ticks = Math.max(0, ...lists.map(sumEdits));
    // A track without such a list is shown to its end, and the head counts it.
    return Math.abs(ticks - header.ticks) <= header.timescale / 2 ? ticks / header.timescale : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Padding of sound and rounding are less. */
const leastHiddenSec = 0.5;

/** Seconds after which nothing of a file is shown though there is more; null: all of it is. */
export async function findHiddenEnd(
  input: Pick<Input, 'computeDuration'>,
  source: PieceBytes,
): Promise<number | null> {
  const endSec = findEditEnd(source);
  if (endSec === null || endSec <= 0) return null;
  return (await input.computeDuration()) - endSec > leastHiddenSec ? endSec : null;
}
