/** What a list of segments says of its time. Pure. */
import type { MissingSegment } from './fetched-stream.ts';
import type { SegmentList } from './stream.ts';

/** Segments by their places, as they are told. */
export const listMissing = ({ segments }: SegmentList, places: readonly number[]): MissingSegment[] =>
  places.map((place) => {
    const { startSec = 0, durationSec = 0 } = segments[place] ?? {};
    return { place, startSec, durationSec };
  });

/** When the first segment begins that is there. */
export function findStart({ segments }: SegmentList, missing: readonly number[]): number {
  const gone = new Set(missing);
  return segments.find((_, place) => !gone.has(place))?.startSec ?? 0;
}

/** When a track begins and ends by its list, which may count from anywhere. */
export interface ListSpan {
  startSec: number;
  endSec: number;
}

/** When all that is listed begins and ends. */
export function toSpan({ segments }: SegmentList): ListSpan {
  const [first, last] = [segments[0], segments.at(-1)];
  return { startSec: first?.startSec ?? 0, endSec: last ? last.startSec + last.durationSec : 0 };
}

/** When a film begins in the time of a list of captions, which may have another clock than its own list. */
export function findFilmStart(captions: SegmentList, film: ListSpan | null): number {
  const { startSec } = toSpan(captions);
  if (film === null) return 0;
  return startSec >= film.startSec && startSec < film.endSec ? film.startSec : startSec;
}

/** Where the stream begins anew, in seconds from the start. */
export const listBreaks = ({ segments }: SegmentList): number[] =>
  segments.flatMap(({ run, startSec }, place) =>
    place > 0 && run !== segments[place - 1]?.run ? [startSec] : [],
  );

/** Whether its time or its head begins anew somewhere. */
export const hasBreaks = (list: SegmentList): boolean => list.inits.length > 1 || listBreaks(list).length > 0;
