import type { DownloadGaps } from '../../core/downloads/download-record.ts';
import type { FetchedStream, FetchedTrack, MissingSegment } from '../stream/fetched-stream.ts';

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

/** When a track begins by its list of segments, and which of those are missing. */
export type TrackStart = Pick<FetchedTrack, 'startSec' | 'missing'>;

/** What is listed to begin further from the others has times of its own: a list may count from anywhere. */
const mostApartSec = 10;

/** When the list begins, also where its first segments are missing. */
const toListStart = ({ startSec, missing }: TrackStart): number =>
  Math.min(startSec, ...missing.filter(({ place }) => place === 0).map((first) => first.startSec));

/** By how much later than the others each track begins, where its file does not say so. Pure. */
export function toDelays(tracks: readonly TrackStart[]): number[] {
  const listed = tracks.map(toListStart);
  const isOneClock = Math.max(...listed) - Math.min(...listed) <= mostApartSec;
  const starts = tracks.map(({ startSec }, place) => startSec - (isOneClock ? 0 : (listed[place] ?? 0)));
  return starts.map((sec) => sec - Math.min(...starts));
}
