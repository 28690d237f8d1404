/** One track, segment by segment, into one file: written in order, hashed as it grows, gone on with after any end. */
import { AppError } from '../../../shared/app-error.ts';
import { createRateMeter } from '../../../shared/net/rate-meter.ts';
import { openPartFolder, toPartName } from '../download/part-place.ts';
import { isMissing, moveFile, openFile, removeEntry } from '../files/opfs-folder.ts';
import { toStorageError } from '../files/storage-error.ts';
import { writeAll } from '../files/write-handle.ts';
import { createFileHash, type FileHash } from '../hash/file-hash.ts';
import { fetchPiece, type PieceControl } from './fetch-bytes.ts';
import type { FetchedTrack, MissingSegment, TrackProgress } from './fetched-stream.ts';
import { fillTrack } from './fill-track.ts';
import { matchHeads, retimeMp4 } from './retime-mp4.ts';
import { retimeTs } from './retime-ts.ts';
import { createSegmentWindow } from './segment-window.ts';
import type { SegmentList, StreamSegment } from './stream.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { findTrackKind } from './track-kind.ts';
import {
  type FinishedTrack,
  forgetTrack,
  identify,
  readTrackState,
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
  onProgress?(progress: TrackProgress): void;
}

interface Writing {
  handle: FileSystemSyncAccessHandle;
  hash: FileHash;
  state: Omit<TrackState, 'hash'>;
  /** What stands before the segments now; written again only when it changes. */
  init: Uint8Array | null;
  /** How the tracks of this head are those of the file. */
  heads: ReturnType<typeof matchHeads> | null;
}

const isSame = (one: Uint8Array | null, other: Uint8Array): boolean =>
  one !== null && one.length === other.length && one.every((byte, place) => byte === other[place]);

function append({ handle, hash, state }: Writing, bytes: Uint8Array): void {
  state.bytes = writeAll(handle, bytes, state.bytes);
  hash.advance(state.bytes);
}

/** The first bytes tell what it is; a page that says "not found" with status 200 is no segment. */
function checkStart({ state }: Writing, bytes: Uint8Array): void {
  if (state.bytes === 0 && findTrackKind(bytes) === null) throw new AppError('media.wrong_type');
}

/** A part that begins anew goes on where the last one ended. Packed sound has no times of its own. */
function moveSegment(
  writing: Writing,
  timeline: Timeline,
  { bytes, segment, startSec }: { bytes: Uint8Array; segment: StreamSegment; startSec: number },
): void {
  const placed = { run: segment.run, startSec };
  const kind = findTrackKind(bytes);
  if (kind === 'ts') retimeTs(bytes, timeline, placed);
  if (kind !== 'mp4' || !writing.init) return;
  if (!writing.heads) {
    const first = new Uint8Array(timeline.initBytes);
    writing.handle.read(first, { at: 0 });
    writing.heads = matchHeads(first, writing.init);
  }
  retimeMp4(bytes, timeline, { ...placed, heads: writing.heads });
}

/** A segment that is to be written. */
interface Arrived {
  list: SegmentList;
  segment: StreamSegment;
  /** By the playlist. */
  startSec: number;
  bytes: Uint8Array;
}

async function writeSegment(
  writing: Writing,
  { list, segment, startSec, bytes }: Arrived,
  control: TrackControl,
): Promise<void> {
  const before = writing.state.next > 0 ? (list.segments[writing.state.next - 1]?.init ?? null) : null;
  const piece = segment.init === null ? undefined : list.inits[segment.init];
  if (piece && (segment.init !== before || writing.state.bytes === 0)) {
    const init = await fetchPiece(piece, control);
    checkStart(writing, init);
    if (writing.state.bytes === 0) {
      if (writing.state.timeline) writing.state.timeline.initBytes = init.length;
      append(writing, init);
    } else if (!isSame(writing.init, init)) {
      writing.heads = null;
    }
    writing.init = init;
  }
  checkStart(writing, bytes);
  if (writing.state.timeline) moveSegment(writing, writing.state.timeline, { bytes, segment, startSec });
  append(writing, bytes);
}

/** What stands before the segments that are there already, to compare a later one with. */
async function readInit(
  { segments, inits }: SegmentList,
  next: number,
  control: TrackControl,
): Promise<Uint8Array | null> {
  const init = segments[next - 1]?.init ?? null;
  const piece = init === null ? undefined : inits[init];
  return piece ? fetchPiece(piece, control) : null;
}

/** Seconds from the beginning at which each segment comes. */
function listStarts(segments: readonly StreamSegment[]): number[] {
  let atSec = 0;
  return segments.map(({ durationSec }) => {
    const startSec = atSec;
    atSec += durationSec;
    return startSec;
  });
}

function listMissing({ segments }: SegmentList, places: readonly number[]): MissingSegment[] {
  const starts = listStarts(segments);
  return places.map((place) => ({
    place,
    startSec: starts[place] ?? 0,
    durationSec: segments[place]?.durationSec ?? 0,
  }));
}

function listBreaks({ segments }: SegmentList): number[] {
  const places = segments.flatMap(({ run }, place) =>
    place > 0 && run !== segments[place - 1]?.run ? [place] : [],
  );
  return listMissing({ inits: [], segments }, places).map(({ startSec }) => startSec);
}

/** Whether its time or its head begins anew somewhere. */
const hasBreaks = (list: SegmentList): boolean => list.inits.length > 1 || listBreaks(list).length > 0;

async function writeAllSegments(
  list: SegmentList,
  writing: Writing,
  { control, save }: { control: TrackControl; save(): Promise<void> },
): Promise<void> {
  const { segments } = list;
  const { state } = writing;
  const { signal, timing, onProgress } = control;
  const meter = createRateMeter();
  const starts = listStarts(segments);
  const window = createSegmentWindow(segments, control);
  let savedAtMs = performance.now();
  let toldAtMs = 0;
  for (const [place, segment] of segments.entries()) {
    if (place < state.next) continue;
    signal.throwIfAborted();
    const bytes = await window.take(place);
    if (bytes) await writeSegment(writing, { list, segment, startSec: starts[place] ?? 0, bytes }, control);
    else state.missing.push({ place, at: state.bytes });
    state.next = place + 1;
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
  if (state.missing.length === segments.length)
    throw new AppError('platform.not_found', 'The site has none of the segments of this stream.');
}

async function openWriting(
  file: FileSystemFileHandle,
  state: TrackState | null,
  { id: list, isBroken }: { id: string; isBroken: boolean },
): Promise<Writing> {
  const handle = await file.createSyncAccessHandle();
  const { next = 0, bytes = 0, missing = [] } = state ?? {};
  // What came after the last word about it is fetched again.
  handle.truncate(bytes);
  const hash = await createFileHash((buffer, at) => handle.read(buffer, { at }), state?.hash ?? null);
  const timeline = isBroken ? (state?.timeline ?? createTimeline()) : null;
  const counts: Writing['state'] = {
    version: 2,
    list,
    next,
    bytes,
    missing: [...missing],
    timeline,
    finished: null,
    isFilled: false,
  };
  return { handle, hash, state: counts, init: null, heads: null };
}

async function finish({ handle, hash, state }: Writing): Promise<FinishedTrack['finished']> {
  const head = new Uint8Array(512);
  handle.read(head, { at: 0 });
  return { kind: findTrackKind(head) ?? 'ts', ...(await hash.finish(state.bytes)) };
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
  const file = await parts.getFileHandle(part, { create: true });
  const writing = await openWriting(file, before, { id, isBroken: hasBreaks(list) });
  const { handle, hash, state } = writing;
  const save = async (): Promise<void> => {
    const saved = { ...state, missing: [...state.missing], hash: await hash.save() };
    handle.flush();
    await writeTrackState(parts, part, saved);
  };
  try {
    writing.init = await readInit(list, state.next, inner);
    await writeAllSegments(list, writing, { control: inner, save });
    const whole = { ...state, hash: null, finished: await finish(writing) };
    handle.flush();
    await writeTrackState(parts, part, whole);
    return whole;
  } catch (error) {
    ending.abort(new AppError('job.cancelled'));
    if (state.next > 0) await save();
    throw toStorageError(error);
  } finally {
    await hash.stop();
    handle.close();
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

/**
 * Fetches what is missing and gives the file its name, `stem` and its kind. What is there stays for the next call after
 * any error; a call after the last segment asks once more for those that the server did not have. Throws our codes.
 */
export async function fetchTrack(list: SegmentList, control: TrackControl): Promise<FetchedTrack> {
  const { folder, stem } = control;
  const parts = await openPartFolder(folder);
  const part = await toPartName(stem);
  const id = await identify(list);
  let before = await readTrackState(parts, part, id);
  if (before?.finished && before.timeline && before.missing.length > 0) {
    // The times of the others follow from what was missing: such a track is fetched anew.
    await forgetTrack(parts, part);
    before = null;
  }
  const last = before?.finished ? { ...before, finished: before.finished } : null;
  let whole = last ?? (await fetchInto({ parts, part, id }, list, { before, control }));
  const path = `${stem}.${whole.finished.kind}`;
  const file = await nameTrack({ parts, part }, whole, { folder, path });
  if (last && last.missing.length > 0) {
    whole = await fillTrack({ parts, part, file }, list, { before: last, control });
    await nameTrack({ parts, part }, whole, { folder, path });
  }
  return {
    path,
    bytes: whole.bytes,
    ...whole.finished,
    missing: listMissing(
      list,
      whole.missing.map(({ place }) => place),
    ),
    breaks: listBreaks(list),
  };
}
