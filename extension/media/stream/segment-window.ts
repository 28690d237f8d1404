/** Segments that are fetched ahead of the one that is written next: as many as the server likes, and as memory does by the largest so far. */

import { AppError } from '../../../shared/app-error.ts';
import { fetchPiece, type PieceControl, StrangePiece } from './fetch-bytes.ts';
import { isSegment } from './segment-kind.ts';
import type { StreamPiece } from './stream.ts';
import type { TrackKind } from './track-kind.ts';

const most = 6;
const fewest = 1;
/** As many again may lie ready behind one that is late: the others go on meanwhile. */
const mostAhead = 2;
const maxWindowBytes = 64 * 1024 * 1024;
/** Twice as many ahead where a segment was waited for no longer, one less where it was longer than the second. */
const quickMs = 1000;
const slowMs = 4000;
/** After so many in a row that were no segments the next ones are asked for once only: it is no passing trouble. */
const maxStrange = 3;
/** Nobody misses what is shorter: it may come empty, and lengths that were rounded up make one that is not there at all. */
export const leastSec = 0.1;

/** Its bytes, or null when the server has no such segment: it says so, or sends something else. */
export type Arrived = Uint8Array<ArrayBuffer> | null;

/** Something to be fetched in order. */
export type WindowPiece = StreamPiece & { isAbsent?: boolean; durationSec?: number };

/** Gives segments in order. */
export interface SegmentWindow {
  /** Throws what fetching it has thrown. */
  take(place: number): Promise<Arrived>;
  /** What the last one that came as something else was refused with; null: none did. */
  strange(): StrangePiece | null;
}

/** Fetches ahead from the first `take` on. `kind`: of the track, as far as it is known when a piece has come. */
export function createSegmentWindow(
  segments: readonly WindowPiece[],
  control: PieceControl,
  kind: () => TrackKind | null = () => null,
): SegmentWindow {
  const ahead = new Map<number, Promise<Arrived>>();
  let largestBytes = 0;
  /** The first that was not taken. */
  let current = 0;
  let running = 0;
  let strange: StrangePiece | null = null;
  let strangeInRow = 0;
  /** On a slow line many at once would all come late, and after an end none of them would be there. */
  let wanted = fewest;
  const countAhead = (): number =>
    Math.max(fewest, Math.min(mostAhead * wanted, Math.floor(maxWindowBytes / Math.max(1, largestBytes))));
  const adapt = (waitedMs: number): void => {
    if (waitedMs <= quickMs) wanted = Math.min(most, 2 * wanted);
    else if (waitedMs > slowMs) wanted = Math.max(fewest, wanted - 1);
  };
  const fetchOrMiss = async (segment: WindowPiece): Promise<Arrived> => {
    if (segment.isAbsent) return null;
    const { durationSec = Number.POSITIVE_INFINITY } = segment;
    try {
      const arrived = await fetchPiece(segment, control, {
        isPiece: (bytes) => isSegment(bytes, kind()) || (bytes.length === 0 && durationSec <= leastSec),
        mayAskAgain: () => strangeInRow < maxStrange,
      });
      strangeInRow = 0;
      largestBytes = Math.max(largestBytes, arrived.length);
      return arrived;
    } catch (error) {
      if (error instanceof StrangePiece) {
        strange = error;
        strangeInRow += 1;
        return null;
      }
      if (error instanceof AppError && error.code === 'platform.not_found') return null;
      throw error;
    }
  };
  const start = (place: number): void => {
    const segment = segments[place];
    if (!segment || ahead.has(place)) return;
    const arriving = fetchOrMiss(segment);
    ahead.set(place, arriving);
    running += 1;
    // A failure has nobody who listens until its turn comes, and nothing is begun after it.
    arriving.then(fill, () => undefined);
  };
  const startMore = (): void => {
    for (let next = current; next < current + countAhead() && running < wanted; next += 1) start(next);
  };
  function fill(): void {
    running -= 1;
    startMore();
  }
  return {
    async take(place) {
      current = place;
      start(place);
      startMore();
      const askedAtMs = performance.now();
      const arrived = (await ahead.get(place)) ?? null;
      adapt(performance.now() - askedAtMs);
      ahead.delete(place);
      current = place + 1;
      return arrived;
    },
    strange: () => strange,
  };
}
