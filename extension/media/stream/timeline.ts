/** How the time of a stream goes on where it begins anew: what was written, and by how much what comes is moved. */
import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';

const trackSchema = z.object({
  /** When the last picture or piece of sound is decoded, and how long after the one before it that is; in ticks. */
  last: z.number(),
  step: z.number(),
});

export const timelineSchema = z.object({
  /** The part of the stream that was written last. */
  run: z.number().int(),
  /** Seconds in the file at which the playlist's time begins; null before anything was written. */
  baseSec: z.number().nullable(),
  /** By how much the times of this part are moved. */
  offsetSec: z.number(),
  /** By the numbers of the tracks in the file. */
  tracks: z.record(z.string(), trackSchema),
  /** Of TS: kinds of the first part's tracks, by their numbers. */
  kinds: z.record(z.string(), z.number()),
  /** Of TS: numbers that this part's tracks get. */
  numbers: z.record(z.string(), z.number()),
  /** Of TS: the last count of each track's packets. */
  counts: z.record(z.string(), z.number()),
  /** Of fMP4: how long what stands before all segments is. */
  initBytes: z.number().int().nonnegative(),
});
export type Timeline = z.infer<typeof timelineSchema>;

/** Where nothing was written yet. */
export const createTimeline = (): Timeline => ({
  run: -1,
  baseSec: null,
  offsetSec: 0,
  initBytes: 0,
  tracks: {},
  kinds: {},
  numbers: {},
  counts: {},
});

/** A segment and where the playlist has it. */
export interface PlacedSegment {
  run: number;
  startSec: number;
}

/** The first times of a track in a segment, in seconds as the segment has them; `step`: seconds of a tick. */
export interface FirstTimes {
  track: string;
  shownSec: number;
  decodedSec: number;
  tickSec: number;
}

/** The parts of a stream are of different kinds: no file holds them one behind the other. */
export const partsDiffer = (what: string): AppError =>
  new AppError('media.parts_differ', undefined, { context: { what } });

/**
 * Begins a part: its first picture comes when the playlist says, but nothing comes before the end of what was written.
 * All tracks are moved alike, so that sound and picture stay together.
 */
export function beginRun(timeline: Timeline, { run, startSec }: PlacedSegment, first: readonly FirstTimes[]) {
  const [lead] = first;
  if (!lead) return;
  timeline.run = run;
  if (timeline.baseSec === null) {
    timeline.baseSec = lead.shownSec - startSec;
    timeline.offsetSec = 0;
    return;
  }
  let offsetSec = timeline.baseSec + startSec - lead.shownSec;
  for (const { track, decodedSec, tickSec } of first) {
    const before = timeline.tracks[track];
    if (!before) continue;
    offsetSec = Math.max(offsetSec, (before.last + before.step) * tickSec - decodedSec);
  }
  timeline.offsetSec = offsetSec;
  for (const track of Object.values(timeline.tracks)) track.step = 0;
}

/** Notes when something was written; `at` in ticks of the file. */
export function noteTime(timeline: Timeline, track: number, at: number): void {
  const before = timeline.tracks[track];
  const step = before ? at - before.last : 0;
  // A step over a break says nothing of how long a picture is.
  const isStep = before !== undefined && before.step !== 0 ? step > 0 && step < before.step * 10 : step > 0;
  timeline.tracks[track] = { last: at, step: isStep ? step : (before?.step ?? 0) };
}
