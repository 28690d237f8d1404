/** How far a track is that comes in segments, written down beside it. */
import { z } from 'zod';
import { savedHashSchema } from '../download/part-state.ts';
import { isMissing, removeEntry } from '../files/opfs-folder.ts';
import { soundEndSchema } from './packed-sound.ts';
import type { SegmentList, StreamPiece } from './stream.ts';
import { timelineSchema } from './timeline.ts';
import { trackKinds } from './track-kind.ts';

const stateSchema = z.object({
  version: z.literal(3),
  /** Of the list, see `identify`. */
  list: z.string(),
  /** Segments that are in the file, or missing. */
  next: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Segments that the server does not have, and where in the file each would be. */
  missing: z.array(
    z.strictObject({
      place: z.number().int().nonnegative(),
      at: z.number().int().nonnegative(),
      /** Of a stream that begins anew: how it stood before the first of those that are missing here. */
      timeline: timelineSchema.nullable().default(null),
    }),
  ),
  /** How long what stands before all segments is. */
  initBytes: z.number().int().nonnegative(),
  /** Of a stream that begins anew in the middle. */
  timeline: timelineSchema.nullable().default(null),
  /** Of packed sound: where it ends that was written last. */
  soundEnd: soundEndSchema.nullable().default(null),
  hash: savedHashSchema,
  /** Set when all of it is there; the file may have its name already. */
  finished: z.object({ kind: z.enum(trackKinds), sha256: z.string(), crc32: z.number() }).nullable(),
  /** Whether this is said of the file with some of the missing segments in it, which is to take the place of the first. */
  isFilled: z.boolean(),
});
export type TrackState = z.infer<typeof stateSchema>;
/** Of a track of which everything was fetched or found missing. */
export type FinishedTrack = TrackState & { finished: NonNullable<TrackState['finished']> };

const toStateName = (part: string): string => `${part}.json`;

/** The file with what was missing, until it takes the place of the one without. */
export const toFilledName = (part: string): string => `${part}.filled`;

const toPieceName = ({ url, range }: StreamPiece): string =>
  `${new URL(url).pathname} ${range?.join('-') ?? ''}`;

/**
 * Tells the list of one track from another's. Hosts and queries are left out: they change from one signed address to the
 * next. Tracks that differ by them alone have ids of their own.
 */
export async function identify(trackId: string, { inits, segments }: SegmentList): Promise<string> {
  const names = [trackId, ...inits.map(toPieceName), '', ...segments.map(toPieceName)];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(names.join('\n')));
  return z.util.uint8ArrayToBase64(new Uint8Array(digest));
}

/** Null when there is none for this list, or none that can be trusted. */
export async function readTrackState(
  folder: FileSystemDirectoryHandle,
  part: string,
  list: string,
): Promise<TrackState | null> {
  try {
    const file = await (await folder.getFileHandle(toStateName(part))).getFile();
    const parsed = z.decode(stateSchema, JSON.parse(await file.text()));
    if (parsed.list !== list) return null;
    if (parsed.finished) return parsed;
    return parsed.bytes <= (await (await folder.getFileHandle(part)).getFile()).size ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || isMissing(error)) return null;
    throw error;
  }
}

/** What is written into the part from here on is of another list, or begins anew. */
export const removeTrackState = (folder: FileSystemDirectoryHandle, part: string): Promise<void> =>
  removeEntry(folder, toStateName(part));

/** Replaces it in one step. What it says is there must be on the disk before. */
export async function writeTrackState(
  folder: FileSystemDirectoryHandle,
  part: string,
  state: TrackState,
): Promise<void> {
  const writable = await (await folder.getFileHandle(toStateName(part), { create: true })).createWritable();
  await writable.write(JSON.stringify(z.encode(stateSchema, state)));
  await writable.close();
}
