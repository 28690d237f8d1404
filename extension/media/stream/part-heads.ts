/** What stands before the segments of each part of a track, and how those fit behind what stands before the first. */
import { AppError } from '../../../shared/app-error.ts';
import { readBoxes } from '../files/mp4-boxes.ts';
import type { PieceControl } from './fetch-bytes.ts';
import { hasBreaks, listBreaks } from './list-times.ts';
import { type MatchedTracks, matchHeads } from './mp4-heads.ts';
import { createUnpacker, isUntimed, type SoundEnd } from './packed-sound.ts';
import { createSegmentWindow, type SegmentWindow } from './segment-window.ts';
import type { SegmentList, StreamSegment } from './stream.ts';
import { partsDiffer } from './timeline.ts';
import { findTrackKind, type TrackKind } from './track-kind.ts';

/** Of all parts of a track. */
export interface PartHeads {
  /** What the file begins with; null: nothing. */
  first: Uint8Array | null;
  /** Whether a segment can be read at all: the server may not have what has to stand before it. */
  canRead(segment: StreamSegment): boolean;
  /** What one of them was refused with that came as something else; null: none did. */
  strange: AppError | null;
  /** Of the part of a segment; null where it is no MP4. */
  findTracks(segment: StreamSegment): MatchedTracks | null;
}

/** Of all of them, which are held together: each has some thousands of bytes. */
const mostHeadBytes = 64 * 1024 * 1024;

/**
 * Fetches them all, before hours of film are: what cannot become one file is refused here. `written`: what the file begins
 * with already. Throws `media.parts_differ`, `media.too_large`.
 */
export async function fetchHeads(
  list: SegmentList,
  written: Uint8Array | null,
  control: PieceControl,
): Promise<PartHeads> {
  const { inits, segments } = list;
  const window = createSegmentWindow(inits, control);
  let heldBytes = 0;
  const heads: { place: number; bytes: Uint8Array; startSec: number }[] = [];
  for (const place of inits.keys()) {
    const bytes = await window.take(place);
    heldBytes += bytes?.length ?? 0;
    if (heldBytes > mostHeadBytes) throw new AppError('media.too_large');
    const startSec = segments.find(({ init }) => init === place)?.startSec ?? 0;
    if (bytes) heads.push({ place, bytes, startSec });
  }
  const first = written ?? heads[0]?.bytes ?? null;
  const kind = first && findTrackKind(first);
  const stranger = heads.find(({ bytes }) => findTrackKind(bytes) !== kind);
  if (stranger) throw partsDiffer('file', stranger.startSec);
  const [breakSec] = listBreaks(list);
  // Nobody moves WebM in time.
  if (kind === 'webm' && breakSec !== undefined) throw partsDiffer('file', breakSec);
  const matched =
    first && kind === 'mp4' && hasBreaks(list)
      ? await readBoxes(() => matchHeads(first, heads, heads.length === inits.length))
      : [];
  const tracks = new Map(heads.map(({ place }, index) => [place, matched[index] ?? null]));
  return {
    first,
    strange: window.strange(),
    canRead: ({ init }) => init === null || tracks.has(init),
    findTracks: ({ init }) => (init === null ? null : (tracks.get(init) ?? null)),
  };
}

/** What a file begins with already; null: nothing. */
export function readHead(file: FileSystemSyncAccessHandle, headBytes: number): Uint8Array | null {
  if (headBytes === 0) return null;
  const head = new Uint8Array(headBytes);
  file.read(head, { at: 0 });
  return head;
}

interface PartWindowWish {
  heads: PartHeads;
  kind(): TrackKind | null;
  areApart?: boolean;
  /** Of sound that was begun before; null: none, or nobody knows. */
  soundEnd?: SoundEnd | null;
}

/** Segments of all parts in order. */
interface PartWindow extends SegmentWindow {
  /** Where packed sound ends that was taken last; null: there is none. */
  soundEnd(): SoundEnd | null;
}

/**
 * Gives segments in order, as they can stand in the file; one without what has to stand before it is one that the server does
 * not have. `areApart`: they are for gaps, where sound that does not tell its time cannot be placed by what came before.
 */
export function createPartWindow(
  segments: readonly StreamSegment[],
  { heads, kind, areApart = false, soundEnd = null }: PartWindowWish,
  control: PieceControl,
): PartWindow {
  const { unpack, end } = createUnpacker(kind, soundEnd);
  const window = createSegmentWindow(
    segments.map((segment) => ({ ...segment, isAbsent: segment.isAbsent || !heads.canRead(segment) })),
    control,
    kind,
  );
  return {
    ...window,
    async take(place) {
      const bytes = await window.take(place);
      const segment = segments[place];
      const isNowhere = bytes && areApart && kind() === 'ts' && isUntimed(bytes);
      return bytes && segment && !isNowhere ? unpack(bytes, segment) : null;
    },
    soundEnd: end,
  };
}
