import type { DownloadGaps } from '../../core/downloads/download-record.ts';
import type { FetchedStream, MissingSegment } from '../stream/fetched-stream.ts';

/** Seconds in which something is missing: where picture and sound both are, they count once. */
function countSec(missing: readonly MissingSegment[]): number {
  let sec = 0;
  let endSec = 0;
  for (const { startSec, durationSec } of missing.toSorted((one, other) => one.startSec - other.startSec)) {
    sec += Math.max(0, startSec + durationSec - Math.max(startSec, endSec));
    endSec = Math.max(endSec, startSec + durationSec);
  }
  return sec;
}

/** What a stream lacks because the server refused it; null: nothing. Pure. */
export function toGaps({
  video,
  audio,
  refused,
}: Pick<FetchedStream, 'video' | 'audio' | 'refused'>): DownloadGaps | null {
  const missing = [...(video?.missing ?? []), ...(audio?.missing ?? [])];
  if (missing.length === 0 && refused.length === 0) return null;
  return {
    segments: missing.length,
    sec: countSec(missing),
    captions: refused.map(({ language, name, code }) => ({ language, name, code })),
  };
}

/** By how much later than the others each track begins, where its file does not say so. Pure. */
export const toDelays = (startsSec: readonly number[]): number[] =>
  startsSec.map((sec) => sec - Math.min(...startsSec));
