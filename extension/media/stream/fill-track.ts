/**
 * A track that was saved with gaps, once more: only what is missing is asked for, and put where it belongs. The file with
 * it is written beside the one that is there, which stays until the other is whole.
 */
import { AppError } from '../../../shared/app-error.ts';
import { toStorageError } from '../files/storage-error.ts';
import { writeAll } from '../files/write-handle.ts';
import { createFileHash } from '../hash/file-hash.ts';
import { fetchPiece, type PieceControl } from './fetch-bytes.ts';
import type { TrackProgress } from './fetched-stream.ts';
import { createSegmentWindow } from './segment-window.ts';
import type { SegmentList, StreamSegment } from './stream.ts';
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
  onProgress?(progress: TrackProgress): void;
}

type Gap = TrackState['missing'][number];

const copyBytes = 1024 * 1024;

/** A file that grows by stretches of another and by what was fetched. */
async function openFilling(source: FileSystemSyncAccessHandle, file: FileSystemFileHandle) {
  const target = await file.createSyncAccessHandle();
  target.truncate(0);
  const hash = await createFileHash((buffer, at) => target.read(buffer, { at }), null);
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
      await hash.stop();
      target.close();
    },
  };
}
type Filling = Awaited<ReturnType<typeof openFilling>>;

/** How long what stands before the segments is; null for a segment that another beginning belongs to. */
function createInitCheck(
  { inits }: SegmentList,
  source: FileSystemSyncAccessHandle,
  control: FillControl,
): (segment: StreamSegment) => Promise<number | null> {
  const known = new Map<number, number | null>();
  return async ({ init }) => {
    const piece = init === null ? undefined : inits[init];
    if (init === null || !piece) return 0;
    const told = known.get(init);
    if (told !== undefined) return told;
    const bytes = await fetchPiece(piece, control);
    const head = new Uint8Array(bytes.length);
    const isSame =
      source.read(head, { at: 0 }) === bytes.length && head.every((byte, at) => byte === bytes[at]);
    known.set(init, isSame ? bytes.length : null);
    return isSame ? bytes.length : null;
  };
}

/** Returns what is missing still, with its places in the new file; the new file is begun with the first that has come. */
async function fillAll(
  list: SegmentList,
  {
    gaps,
    open,
    source,
  }: { gaps: readonly Gap[]; open(): Promise<Filling>; source: FileSystemSyncAccessHandle },
  control: FillControl,
): Promise<{ filling: Filling | null; missing: Gap[] }> {
  const segments = gaps.flatMap(({ place }) => list.segments[place] ?? []);
  const window = createSegmentWindow(segments, control);
  const findInitBytes = createInitCheck(list, source, control);
  const missing: Gap[] = [];
  let filling: Filling | null = null;
  let addedBytes = 0;
  for (const [index, segment] of segments.entries()) {
    control.signal.throwIfAborted();
    const { place, at } = gaps[index] ?? { place: 0, at: 0 };
    const bytes = await window.take(index);
    const initBytes = bytes && (await findInitBytes(segment));
    if (bytes && initBytes !== null) {
      filling ??= await open();
      filling.copyTo(Math.max(at, initBytes));
      filling.add(bytes);
      addedBytes += bytes.length;
    } else missing.push({ place, at: at + addedBytes });
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
  const source = await file.createSyncAccessHandle();
  let filling: Filling | null = null;
  const open = async (): Promise<Filling> => {
    // From here on what lies under the name is not whole.
    if (before.isFilled) await writeTrackState(parts, part, { ...before, isFilled: false });
    filling = await openFilling(source, await parts.getFileHandle(name, { create: true }));
    return filling;
  };
  try {
    const filled = await fillAll(list, { gaps: before.missing, open, source }, inner);
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
    await (filling as Filling | null)?.close();
    source.close();
  }
}
