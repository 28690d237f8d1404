/** A segment as it stands in the file: where the stream begins anew it goes on where the last part ended. */

import { AppError } from '../../../shared/app-error.ts';
import { readBoxes } from '../files/mp4-boxes.ts';
import type { Member } from './agreement.ts';
import type { PartHeads } from './part-heads.ts';
import { retimeMp4 } from './retime-mp4.ts';
import { retimeTs } from './retime-ts.ts';
import { findSegmentKind } from './segment-kind.ts';
import type { StreamSegment } from './stream.ts';
import { partsDiffer, type Timeline } from './timeline.ts';

/** Whether a segment has come that is not whole, or not what it says: nobody can place it. */
export const isDamaged = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'media.damaged';

/** What a segment is placed by. */
export interface Placing {
  timeline: Timeline;
  heads: PartHeads;
  member: Member;
  signal: AbortSignal;
}

/**
 * MPEG-TS and MP4 with their times moved, in the given bytes or, where MP4 has to become longer, in new ones; others as they
 * came. Throws `media.damaged`, `media.parts_differ`, `media.too_large`, `media.unsupported`.
 */
export async function placeSegment<T extends Uint8Array>(
  bytes: T,
  segment: StreamSegment,
  { timeline, heads, member, signal }: Placing,
): Promise<T | Uint8Array<ArrayBuffer>> {
  const { run, startSec, durationSec } = segment;
  const agree = (of: number, ownSec: number): Promise<number> => member.agree(of, ownSec, signal);
  const kind = findSegmentKind(bytes);
  const tracks = heads.findTracks(segment);
  let placed: T | Uint8Array<ArrayBuffer> = bytes;
  if (kind === 'ts') await retimeTs(bytes, timeline, { run, startSec, agree });
  if (kind === 'mp4') {
    // A whole file, which cannot stand behind another.
    if (!tracks) throw partsDiffer('file', startSec);
    placed = await readBoxes(() => retimeMp4(bytes, timeline, { run, startSec, agree, heads: tracks }));
  }
  timeline.endSec = startSec + durationSec;
  return placed;
}
