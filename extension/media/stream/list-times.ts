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

/** Where the stream begins anew, in seconds from the start. */
export const listBreaks = ({ segments }: SegmentList): number[] =>
  segments.flatMap(({ run, startSec }, place) =>
    place > 0 && run !== segments[place - 1]?.run ? [startSec] : [],
  );

/** Whether its time or its head begins anew somewhere. */
export const hasBreaks = (list: SegmentList): boolean => list.inits.length > 1 || listBreaks(list).length > 0;
