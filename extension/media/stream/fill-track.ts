/**
 * A track that was saved with gaps, once more: only what is missing is asked for, and put where it belongs. The file with
 * it is written beside the one that is there, which stays until the other is whole.
 */
import { AppError } from '../../../shared/app-error.ts';
import { lockFile } from '../files/byte-source.ts';
import { toStorageError } from '../files/storage-error.ts';
import { writeAll } from '../files/write-handle.ts';
import type { Member } from './agreement.ts';
import type { PieceControl } from './fetch-bytes.ts';
import type { TrackProgress } from './fetched-stream.ts';
import { openHashedFile } from './hashed-file.ts';
import { createPartWindow, fetchHeads, type PartHeads, readHead } from './part-heads.ts';
import { isDamaged, placeSegment } from './place-segment.ts';
import { buildCountPackets } from './retime-ts.ts';
import { areAlike, findSegmentKind } from './segment-kind.ts';
import type { SegmentList, StreamSegment } from './stream.ts';
import { copyTimeline, partsDiffer, type Timeline } from './timeline.ts';
import { findTrackKind } from './track-kind.ts';
import { type FinishedTrack, type TrackState, toFilledName, writeTrackState } from './track-state.ts';

/** Where the track is, and where the file with what was missing is written. */
export interface TrackPlace {
  parts: FileSystemDirectoryHandle;
  part: string;
  /** The file with the gaps. */
  file: FileSystemFileHandle;
}

/** How the requests are made, and who is told. */
export interface FillControl extends PieceControl {
  member: Member;
  onProgress?(progress: TrackProgress): void;
}

type Gap = TrackState['missing'][number];

const copyBytes = 1024 * 1024;

/** A file that grows by stretches of another and by what was fetched. */
async function openFilling(source: FileSystemSyncAccessHandle, file: FileSystemFileHandle) {
  const { handle: target, hash } = await openHashedFile(file, 0, null);
  const buffer = new Uint8Array(copyBytes);
  let copied = 0;
  let bytes = 0;
  const add = (piece: Uint8Array): void => {
    bytes = writeAll(target, piece, bytes);
    hash.advance(bytes);
  };
  return {
    add,
    bytes: () => bytes,
    /** Everything of the source before `end` that is not there yet. */
    copyTo(end: number): void {
      while (copied < end) {
        const piece = buffer.subarray(0, Math.min(copyBytes, end - copied));
        const count = source.read(piece, { at: copied });
        if (count !== piece.length)
          throw new AppError('storage.failed', 'A track is shorter than what was written of it.');
        add(piece);
        copied += count;
      }
    },
    async finish() {
      const sums = await hash.finish(bytes);
      target.flush();
      return sums;
    },
    async close(): Promise<void> {
      await hash.stop().finally(() => target.close());
    },
  };
}
type Filling = Awaited<ReturnType<typeof openFilling>>;

/** Places segments that come late: each as it stood where it is missing, moved as its part is. */
function createPlacer(whole: Timeline | null, heads: PartHeads, { member, signal }: FillControl) {
  let timeline: Timeline | null = null;
  return {
    /** Goes to where something is missing; `before`: how the stream stood there, null: as after what came last. */
    go(before: Timeline | null): void {
      if (!whole || !before) return;
      const { offsets, baseSec, kinds, sounds } = whole;
      timeline = { ...copyTimeline(before), offsets, baseSec, kinds, sounds };
    },
    stand: (): Timeline | null => timeline && { ...copyTimeline(timeline), offsets: {} },
    async place(bytes: Uint8Array, segment: StreamSegment): Promise<Uint8Array[]> {
      if (!timeline || !whole) return [bytes];
      const { counts } = timeline;
      const isTs = findTrackKind(bytes) === 'ts';
      const next = copyTimeline(timeline);
      const placed = await placeSegment(bytes, segment, { timeline: next, heads, member, signal });
      timeline = { ...next, counts };
      whole.offsets = next.offsets;
      whole.sounds = next.sounds;
      return isTs ? [placed, buildCountPackets(counts, Object.keys(whole.counts))] : [placed];
    },
  };
}

/** Returns what is missing still, with its places in the new file; the new file is begun with the first that has come. */
async function fillAll(
  list: SegmentList,
  {
    before,
    open,
    source,
  }: { before: FinishedTrack; open(): Promise<Filling>; source: FileSystemSyncAccessHandle },
  control: FillControl,
): Promise<{ filling: Filling | null; missing: Gap[] }> {
  const { missing: gaps, initBytes, timeline } = before;
  const heads = await fetchHeads(list, readHead(source, initBytes), control);
  const segments = gaps.flatMap(({ place }) => list.segments[place] ?? []);
  const { kind } = before.finished;
  const window = createPartWindow(segments, { heads, kind: () => kind, areApart: true }, control);
  const placer = createPlacer(timeline, heads, control);
  /** As they stand in the file; null where the segment has not come, or not whole. */
  const takePieces = async (index: number, segment: StreamSegment): Promise<Uint8Array[] | null> => {
    try {
      const bytes = await window.take(index);
      const own = bytes && findSegmentKind(bytes);
      if (own && !areAlike(own, kind)) throw partsDiffer('file', segment.startSec);
      return bytes && (await placer.place(bytes, segment));
    } catch (error) {
      if (!isDamaged(error)) throw error;
      return null;
    }
  };
  const missing: Gap[] = [];
  let filling: Filling | null = null;
  let addedBytes = 0;
  for (const [index, segment] of segments.entries()) {
    control.signal.throwIfAborted();
    const gap = gaps[index] ?? { place: 0, at: 0, timeline: null };
    placer.go(gap.timeline);
    const pieces = await takePieces(index, segment);
    if (pieces) {
      filling ??= await open();
      filling.copyTo(Math.max(gap.at, initBytes));
      for (const piece of pieces) {
        filling.add(piece);
        addedBytes += piece.length;
      }
    } else missing.push({ place: gap.place, at: gap.at + addedBytes, timeline: placer.stand() });
    const totalSegments = list.segments.length;
    const doneSegments = totalSegments - segments.length + index + 1;
    control.onProgress?.({
      bytes: source.getSize() + addedBytes,
      bytesPerSec: null,
      doneSegments,
      totalSegments,
    });
  }
  return { filling, missing };
}

/**
 * Asks for the missing segments, and says of the track what is true then. With something new the file that
 * `toFilledName` names is whole, and is to take the place of the old one. Throws our codes; the old one stays then.
 */
export async function fillTrack(
  { parts, part, file }: TrackPlace,
  list: SegmentList,
  { before, control }: { before: FinishedTrack; control: FillControl },
): Promise<FinishedTrack> {
  const name = toFilledName(part);
  const ending = new AbortController();
  const inner = { ...control, signal: AbortSignal.any([control.signal, ending.signal]) };
  const source = await lockFile(file);
  let filling: Filling | null = null;
  const open = async (): Promise<Filling> => {
    // From here on what lies under the name is not whole.
    if (before.isFilled) await writeTrackState(parts, part, { ...before, isFilled: false });
    filling = await openFilling(source, await parts.getFileHandle(name, { create: true }));
    return filling;
  };
  try {
    const filled = await fillAll(list, { before, open, source }, inner);
    if (!filled.filling) return before;
    filled.filling.copyTo(before.bytes);
    const finished = { ...before.finished, ...(await filled.filling.finish()) };
    const { missing } = filled;
    const whole = { ...before, bytes: filled.filling.bytes(), missing, finished, isFilled: true };
    await writeTrackState(parts, part, whole);
    return whole;
  } catch (error) {
    ending.abort(new AppError('job.cancelled'));
    throw toStorageError(error);
  } finally {
    source.close();
    await (filling as Filling | null)?.close();
  }
}
