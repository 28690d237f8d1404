/** One track, segment by segment, into one file: written in order, hashed as it grows, gone on with after any end. */
import { AppError } from '../../../shared/app-error.ts';
import { createRateMeter } from '../../../shared/net/rate-meter.ts';
import { openPartFolder, toPartName } from '../download/part-place.ts';
import { isMissing, moveFile, openFile, removeEntry } from '../files/opfs-folder.ts';
import { toStorageError } from '../files/storage-error.ts';
import { writeAll } from '../files/write-handle.ts';
import { alone, type Member } from './agreement.ts';
import type { PieceControl } from './fetch-bytes.ts';
import type { FetchedTrack, TrackProgress } from './fetched-stream.ts';
import { fillTrack } from './fill-track.ts';
import { type HashedFile, openHashedFile } from './hashed-file.ts';
import { findStart, hasBreaks, listBreaks, listMissing } from './list-times.ts';
import { createPartWindow, fetchHeads, type PartHeads, readHead } from './part-heads.ts';
import { isDamaged, placeSegment } from './place-segment.ts';
import { areAlike, findSegmentKind } from './segment-kind.ts';
import { leastSec } from './segment-window.ts';
import type { SegmentList, StreamSegment } from './stream.ts';
import { copyTimeline, createTimeline, partsDiffer } from './timeline.ts';
import { findTrackKind, type TrackKind } from './track-kind.ts';
import {
  type FinishedTrack,
  identify,
  readTrackState,
  removeTrackState,
  type TrackState,
  toFilledName,
  writeTrackState,
} from './track-state.ts';

/** Where a track goes and how its requests are made. */
export interface TrackControl extends PieceControl {
  /** Of the job. */
  folder: FileSystemDirectoryHandle;
  /** Path without extension. */
  stem: string;
  /** See `StreamTrack`. */
  trackId: string;
  /** What it agrees on with the film's other track. */
  member?: Member;
  onProgress?(progress: TrackProgress): void;
}

/** A stream that begins with so many pieces that are none is given up. */
const maxStrange = 6;

interface Writing extends HashedFile {
  state: Omit<TrackState, 'hash'>;
  /** Of what is written; null where nothing is. */
  kind: TrackKind | null;
}

function append({ handle, hash, state }: Writing, bytes: Uint8Array): void {
  state.bytes = writeAll(handle, bytes, state.bytes);
  hash.advance(state.bytes);
}

/**
 * The first bytes tell what the track is: a part of WebM without its head, which nothing plays, is none. What comes later is
 * of the same form.
 */
function checkKind(writing: Writing, bytes: Uint8Array, startSec: number): void {
  if (writing.state.bytes === 0) {
    writing.kind = findTrackKind(bytes);
    if (writing.kind === null) throw new AppError('media.wrong_type');
  }
  const own = findSegmentKind(bytes);
  if (own && writing.kind && !areAlike(own, writing.kind)) throw partsDiffer('file', startSec);
}

/** Puts a segment behind what is there; the first one gets what has to stand before it. */
async function writeSegment(
  writing: Writing,
  { segment, bytes, heads }: { segment: StreamSegment; bytes: Uint8Array; heads: PartHeads },
  { member = alone, signal }: TrackControl,
): Promise<void> {
  const { state } = writing;
  if (state.bytes === 0 && heads.first) {
    checkKind(writing, heads.first, segment.startSec);
    state.initBytes = heads.first.length;
    append(writing, heads.first);
  }
  if (bytes.length > 0) checkKind(writing, bytes, segment.startSec);
  // What is not written has not happened: the time goes on with the bytes.
  const timeline = state.timeline && copyTimeline(state.timeline);
  append(writing, timeline ? await placeSegment(bytes, segment, { timeline, heads, member, signal }) : bytes);
  state.timeline = timeline;
}

/** A segment that is not there, and how the stream stood before the first of several; by how much its parts are moved is told once. */
function noteMissing({ missing, bytes, timeline }: Writing['state'], place: number): void {
  const isNext = missing.at(-1)?.at === bytes;
  const before = timeline && !isNext ? { ...copyTimeline(timeline), offsets: {} } : null;
  missing.push({ place, at: bytes, timeline: before });
}

/** Something has come of it. */
const hasSome = ({ missing, next }: Writing['state']): boolean => next > missing.length;

/** Throws where all is missing, or where what comes first is something else again and again: the rest is no better. */
function checkSome({ segments }: SegmentList, state: Writing['state'], strange: AppError | null): void {
  if (hasSome(state) || (state.next < segments.length && !(strange && state.next >= maxStrange))) return;
  if (strange) throw new AppError(strange.code, strange.message, { cause: strange });
  throw new AppError('platform.not_found', 'The site has none of the segments of this stream.');
}

async function writeAllSegments(
  list: SegmentList,
  writing: Writing,
  { control, save }: { control: TrackControl; save(): Promise<void> },
): Promise<void> {
  const { segments } = list;
  const { state, handle } = writing;
  const heads = await fetchHeads(list, readHead(handle, state.initBytes), control);
  const { signal, timing, onProgress } = control;
  const meter = createRateMeter();
  const { soundEnd } = state;
  const window = createPartWindow(segments, { heads, kind: () => writing.kind, soundEnd }, control);
  let damaged: AppError | null = null;
  /** Whether it came, and whole. */
  const write = async (place: number, segment: StreamSegment): Promise<boolean> => {
    try {
      const bytes = await window.take(place);
      if (bytes) await writeSegment(writing, { segment, bytes, heads }, control);
      return bytes !== null;
    } catch (error) {
      if (!isDamaged(error)) throw error;
      damaged = error;
      return false;
    }
  };
  let savedAtMs = performance.now();
  let toldAtMs = 0;
  for (const [place, segment] of segments.entries()) {
    if (place < state.next) continue;
    signal.throwIfAborted();
    if (await write(place, segment)) state.soundEnd = window.soundEnd();
    else if (segment.durationSec > leastSec || !hasSome(state)) noteMissing(state, place);
    state.next = place + 1;
    checkSome(list, state, window.strange() ?? heads.strange ?? damaged);
    const nowMs = performance.now();
    if (nowMs - toldAtMs >= 250) {
      toldAtMs = nowMs;
      const bytesPerSec = meter.read(state.bytes, nowMs);
      onProgress?.({
        bytes: state.bytes,
        bytesPerSec,
        doneSegments: state.next,
        totalSegments: segments.length,
      });
    }
    if (nowMs - savedAtMs < timing.saveEveryMs) continue;
    savedAtMs = nowMs;
    await save();
  }
}

function findKind(handle: FileSystemSyncAccessHandle): TrackKind | null {
  const head = new Uint8Array(1024);
  return findTrackKind(head.subarray(0, handle.read(head, { at: 0 })));
}

async function openWriting(
  file: FileSystemFileHandle,
  state: TrackState | null,
  { id: list, isBroken }: { id: string; isBroken: boolean },
): Promise<Writing> {
  const { next = 0, bytes = 0, missing = [], initBytes = 0 } = state ?? {};
  // What came after the last word about it is fetched again.
  const { handle, hash } = await openHashedFile(file, bytes, state?.hash ?? null);
  const timeline = isBroken ? (state?.timeline ?? createTimeline()) : null;
  const counts: Writing['state'] = {
    version: 3,
    list,
    next,
    bytes,
    initBytes,
    missing: [...missing],
    timeline,
    soundEnd: state?.soundEnd ?? null,
    finished: null,
    isFilled: false,
  };
  return { handle, hash, state: counts, kind: bytes > 0 ? findKind(handle) : null };
}

async function finish({ hash, state, kind }: Writing): Promise<FinishedTrack['finished']> {
  return { kind: kind ?? 'ts', ...(await hash.finish(state.bytes)) };
}

/** Fetches what is missing into the part, and writes down that all of it is there. */
async function fetchInto(
  place: { parts: FileSystemDirectoryHandle; part: string; id: string },
  list: SegmentList,
  { before, control }: { before: TrackState | null; control: TrackControl },
): Promise<FinishedTrack> {
  const { parts, part, id } = place;
  const ending = new AbortController();
  const inner = { ...control, signal: AbortSignal.any([control.signal, ending.signal]) };
  if (!before) await removeTrackState(parts, part);
  const file = await parts.getFileHandle(part, { create: true });
  const writing = await openWriting(file, before, { id, isBroken: hasBreaks(list) });
  const { handle, hash, state } = writing;
  const save = async (): Promise<void> => {
    const saved = { ...state, missing: [...state.missing], hash: await hash.save() };
    handle.flush();
    await writeTrackState(parts, part, saved);
  };
  try {
    await writeAllSegments(list, writing, { control: inner, save });
    const whole = { ...state, hash: null, finished: await finish(writing) };
    handle.flush();
    await writeTrackState(parts, part, whole);
    return whole;
  } catch (error) {
    ending.abort(new AppError('job.cancelled'));
    // Asked again, all of what has not come is asked for.
    if (hasSome(state)) await save();
    else await removeTrackState(parts, part);
    throw toStorageError(error);
  } finally {
    await hash.stop().finally(() => handle.close());
  }
}

/** The file has its name already when the worker was killed just after it was given. */
async function nameTrack(
  { parts, part }: { parts: FileSystemDirectoryHandle; part: string },
  { isFilled }: TrackState,
  { folder, path }: { folder: FileSystemDirectoryHandle; path: string },
): Promise<FileSystemFileHandle> {
  // Without that word it is one that was never finished.
  if (!isFilled) await removeEntry(parts, toFilledName(part));
  try {
    await moveFile(await parts.getFileHandle(isFilled ? toFilledName(part) : part), folder, path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return openFile(folder, path, false);
}

function toCaptionClock({ timeline }: TrackState): FetchedTrack['clock'] {
  if (!timeline || timeline.baseSec === null) return null;
  const { offsets, baseSec, editSec } = timeline;
  return { offsets, baseSec: baseSec - editSec };
}

/**
 * Fetches what is missing and gives the file its name, `stem` and its kind. What is there stays for the next call after
 * any error; a call after the last segment asks once more for those that the server did not have. Throws our codes.
 */
export async function fetchTrack(list: SegmentList, control: TrackControl): Promise<FetchedTrack> {
  const { folder, stem, trackId, member = alone } = control;
  const parts = await openPartFolder(folder);
  const part = await toPartName(stem);
  const id = await identify(trackId, list);
  const before = await readTrackState(parts, part, id);
  member.tell(before?.timeline?.offsets ?? {});
  const last = before?.finished ? { ...before, finished: before.finished } : null;
  let whole = last ?? (await fetchInto({ parts, part, id }, list, { before, control }));
  const path = `${stem}.${whole.finished.kind}`;
  const file = await nameTrack({ parts, part }, whole, { folder, path });
  if (last && last.missing.length > 0) {
    whole = await fillTrack({ parts, part, file }, list, { before: last, control: { ...control, member } });
    await nameTrack({ parts, part }, whole, { folder, path });
  }
  member.leave();
  const missing = whole.missing.map(({ place }) => place);
  return {
    path,
    bytes: whole.bytes,
    ...whole.finished,
    missing: listMissing(list, missing),
    startSec: findStart(list, missing),
    breaks: listBreaks(list),
    clock: toCaptionClock(whole),
  };
}
