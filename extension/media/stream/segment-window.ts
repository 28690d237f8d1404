/** Segments that are fetched ahead of the one that is written next: as many as the server likes, never more than memory likes. */

import { AppError } from '../../../shared/app-error.ts';
import type { PieceControl } from './fetch-bytes.ts';
import { fetchPiece } from './fetch-bytes.ts';
import type { StreamPiece } from './stream.ts';

const most = 6;
const fewest = 1;
const maxWindowBytes = 64 * 1024 * 1024;
/** One more ahead where a segment was waited for no longer, one less where it was longer than the second. */
const quickMs = 1000;
const slowMs = 4000;

/** Its bytes, or null when the server says that it has no such segment. */
export type Arrived = Uint8Array<ArrayBuffer> | null;

/** Gives segments in order. */
export interface SegmentWindow {
  /** Throws what fetching it has thrown. */
  take(place: number): Promise<Arrived>;
}

async function fetchOrMiss(
  segment: StreamPiece & { isAbsent?: boolean },
  control: PieceControl,
): Promise<Arrived> {
  if (segment.isAbsent) return null;
  try {
    return await fetchPiece(segment, control);
  } catch (error) {
    if (error instanceof AppError && error.code === 'platform.not_found') return null;
    throw error;
  }
}

/** Fetches ahead from the first `take` on. */
export function createSegmentWindow(segments: readonly StreamPiece[], control: PieceControl): SegmentWindow {
  const ahead = new Map<number, Promise<Arrived>>();
  let largestBytes = 0;
  /** On a slow line many at once would all come late, and after an end none of them would be there. */
  let wanted = fewest;
  const countAhead = (): number =>
    Math.max(fewest, Math.min(wanted, Math.floor(maxWindowBytes / Math.max(1, largestBytes))));
  const adapt = (waitedMs: number): void => {
    if (waitedMs <= quickMs) wanted = Math.min(most, wanted + 1);
    else if (waitedMs > slowMs) wanted = Math.max(fewest, wanted - 1);
  };
  const start = (place: number): void => {
    const segment = segments[place];
    if (!segment || ahead.has(place)) return;
    const arriving = fetchOrMiss(segment, control);
    // Awaited when its turn comes; until then a failure has nobody who listens.
    arriving.catch(() => undefined);
    ahead.set(place, arriving);
  };
  return {
    async take(place) {
      for (let next = place; next < place + countAhead(); next += 1) start(next);
      const askedAtMs = performance.now();
      const arrived = (await ahead.get(place)) ?? null;
      adapt(performance.now() - askedAtMs);
      ahead.delete(place);
      largestBytes = Math.max(largestBytes, arrived?.length ?? 0);
      return arrived;
    },
  };
}
