/** How the time of a stream goes on where it begins anew: what was written, and by how much what comes is moved. */
import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';

const trackSchema = z.object({
  /** When the last picture or piece of sound is decoded, and how long after the one before it that is; in ticks. */
  last: z.number(),
  step: z.number(),
  /** When the last of them is shown; in ticks. */
  shown: z.number(),
});

export const timelineSchema = z.object({
  /** The part of the stream that was written last. */
  run: z.number().int(),
  /** Seconds in the file at which the playlist's time begins; null before anything was written. */
  baseSec: z.number().nullable(),
  /** Seconds by which the file shows its leading track earlier than its times say. */
  editSec: z.number(),
  /** Where by the playlist ends what was written last; null before anything was. */
  endSec: z.number().nullable(),
  /** By how much the times of each part are moved, in seconds. */
  offsets: z.record(z.string(), z.number()),
  /** By the numbers of the tracks in the file. */
  tracks: z.record(z.string(), trackSchema),
  /** Of TS: kinds of the first part's tracks, by their numbers. */
  kinds: z.record(z.string(), z.number()),
  /** Of TS: numbers that this part's tracks get. */
  numbers: z.record(z.string(), z.number()),
  /** Of TS: the last count of each track's packets. */
  counts: z.record(z.string(), z.number()),
  /** Of TS: how the sound of each track is written, as its frames say it. */
  sounds: z.record(z.string(), z.number()),
});
export type Timeline = z.infer<typeof timelineSchema>;

/** Where nothing was written yet. */
export const createTimeline = (): Timeline => ({
  run: -1,
  baseSec: null,
  editSec: 0,
  endSec: null,
  offsets: {},
  tracks: {},
  kinds: {},
  numbers: {},
  counts: {},
  sounds: {},
});

/** To be gone on with apart. Its offsets, of which there may be very many, are never changed in place. */
export const copyTimeline = (timeline: Timeline): Timeline => ({
  ...structuredClone({ ...timeline, offsets: {} }),
  offsets: timeline.offsets,
});

/** By how much the part is moved that is written now, in seconds. */
export const readOffset = ({ offsets, run }: Timeline): number => offsets[run] ?? 0;

/** A segment, where the playlist has it, and how its part is placed. */
export interface PlacedSegment {
  run: number;
  startSec: number;
  /** Given what this track would be moved by where a part begins; returns by what all tracks of the film are. */
  agree(run: number, ownSec: number): Promise<number>;
}

/** The first times of a track in a segment, in seconds as the segment has them; `step`: seconds of a tick. */
export interface FirstTimes {
  track: string;
  shownSec: number;
  decodedSec: number;
  tickSec: number;
  /** By how much the file shows them earlier. */
  editSec: number;
}

/** `1:02:03`, as players show it. */
function toClock(sec: number): string {
  const [hours = 0, minutes = 0, seconds = 0] = [sec / 3600, (sec / 60) % 60, sec % 60].map(Math.floor);
  const rest = String(seconds).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** The parts of a stream are of different kinds: no file holds them one behind the other. */
export const partsDiffer = (what: 'picture' | 'sound' | 'tracks' | 'file', startSec: number): AppError => {
  const help = what === 'sound' ? 'another of its sizes' : 'another of its sizes, or its sound alone';
  const kind = what === 'tracks' ? 'other tracks' : `another kind of ${what}`;
  return new AppError(
    'media.parts_differ',
    `At ${toClock(startSec)} the stream changes to ${kind}, so that its parts cannot become one file; choose ${help}.`,
    { context: { what, startSec } },
  );
};

/** Half a day: what begins later is brought to the beginning, for times of TS end after a day. */
const lateSec = 43_200;
/** Left free for each part that is missing or begins then: they are not quite as long as the playlist says. */
const roomSec = 0.05;
const mostRooms = 10;

/** The first part keeps its times, but for those that are late, or leave no room for what is missing before them. */
function toFirstOffset(startSec: number, first: readonly FirstTimes[]): number {
  const leastSec = Math.min(...first.flatMap(({ shownSec, decodedSec }) => [shownSec, decodedSec]));
  const fromSec = startSec > 0 ? startSec + roomSec * mostRooms : 0;
  return leastSec > lateSec || leastSec < fromSec ? fromSec - leastSec : 0;
}

/** A part begins where the last one ends, after what is missing between; nothing comes before what was written. */
function toNextOffset(
  timeline: Timeline,
  { startSec, run }: Pick<PlacedSegment, 'startSec' | 'run'>,
  first: readonly FirstTimes[],
): number {
  const missingSec = startSec - (timeline.endSec ?? startSec);
  const rooms = Math.min(mostRooms, run - timeline.run);
  const pauseSec = missingSec < 0.001 ? 0 : missingSec + roomSec * rooms;
  const needed = first.flatMap(({ track, shownSec, decodedSec, tickSec }) => {
    const before = timeline.tracks[track];
    if (!before) return [-decodedSec];
    const { last, step, shown } = before;
    return [(last + step) * tickSec - decodedSec, (shown + step) * tickSec + pauseSec - shownSec];
  });
  const [lead] = first;
  const isFirst = !lead || timeline.tracks[lead.track] === undefined;
  const byListSec = (timeline.baseSec ?? 0) + startSec - roomSec - (lead?.shownSec ?? 0);
  return Math.max(...needed, ...(isFirst ? [byListSec] : []));
}

/** Begins a part. All tracks are moved alike, so that sound and picture stay together; the first of them leads. */
export async function beginRun(
  timeline: Timeline,
  { run, startSec, agree }: PlacedSegment,
  first: readonly FirstTimes[],
): Promise<void> {
  const [lead] = first;
  if (!lead) return;
  const own = (): number =>
    timeline.baseSec === null
      ? toFirstOffset(startSec, first)
      : toNextOffset(timeline, { startSec, run }, first);
  const offsetSec = timeline.offsets[run] ?? (await agree(run, own()));
  timeline.run = run;
  timeline.offsets = { ...timeline.offsets, [run]: offsetSec };
  if (timeline.baseSec !== null) return;
  timeline.baseSec = lead.shownSec + offsetSec - startSec;
  timeline.editSec = lead.editSec;
}

/** Notes what was written; in ticks of the file. */
export function noteTime(
  timeline: Timeline,
  track: number,
  { decoded, shown }: { decoded: number; shown: number },
): void {
  const before = timeline.tracks[track];
  const between = before ? decoded - before.last : 0;
  // A step over a break, or over what is missing, says nothing of how long a picture is.
  const isStep =
    before !== undefined && before.step !== 0 ? between > 0 && between < before.step * 10 : between > 0;
  const step = isStep ? between : (before?.step ?? 0);
  timeline.tracks[track] = { last: decoded, step, shown: Math.max(before?.shown ?? shown, shown) };
}
