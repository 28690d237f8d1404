/** The captions of a stream as one text, whatever pieces they come in. */
import { AppError } from '../../../shared/app-error.ts';
import { readBoxes } from '../files/mp4-boxes.ts';
import { fetchPiece, type PieceControl, StrangePiece } from './fetch-bytes.ts';
import { type CaptionClock, type CaptionPiece, isWebVtt, joinCaptions } from './join-captions.ts';
import { findFilmStart, type ListSpan } from './list-times.ts';
import { isMp4, joinMp4Captions, type Mp4CaptionPiece } from './mp4-captions.ts';
import { readTrack } from './read-stream.ts';
import type { SegmentList, StreamPiece, StreamSegment, StreamTrack } from './stream.ts';

const maxCaptionBytes = 16 * 1024 * 1024;

const toUnread = (): AppError =>
  new AppError('media.unsupported', 'These captions are of a kind that is not read.');

/** What servers and networks send in the place of what they do not have. */
const page = /^\ufeff?\s*(?:<!doctype html|<html|\{)/i;

/** As of the other tracks: pages in a row behind which pieces are asked for once, and with which no captions begin. */
const maxStrange = 3;
const maxStrangeAtFirst = 6;

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A piece may be empty where nobody speaks. Throws `platform.not_found` where the server has none, `StrangePiece`. */
function fetchCaption(
  segment: StreamPiece,
  control: PieceControl,
  mayAskAgain: () => boolean,
): Promise<Uint8Array> {
  const isPiece = (bytes: Uint8Array): boolean => !page.test(decode(bytes.subarray(0, 512)));
  return fetchPiece(segment, control, { isPiece, mayAskAgain });
}

/** A piece that came. */
interface FetchedPiece {
  segment: StreamSegment;
  bytes: Uint8Array;
}

/** Those that come, in order; none where pages alone come at first. */
async function fetchPieces(
  segments: readonly StreamSegment[],
  control: PieceControl,
): Promise<FetchedPiece[]> {
  const pieces: FetchedPiece[] = [];
  let strangeInRow = 0;
  for (const segment of segments) {
    try {
      const bytes = await fetchCaption(segment, control, () => strangeInRow < maxStrange);
      pieces.push({ segment, bytes });
      strangeInRow = 0;
    } catch (error) {
      if (error instanceof StrangePiece) strangeInRow += 1;
      else if (!(error instanceof AppError && error.code === 'platform.not_found')) throw error;
      if (pieces.length === 0 && strangeInRow >= maxStrangeAtFirst) break;
    }
  }
  return pieces;
}

/** Each with the head that it needs, which is asked for once. */
async function withHeads(
  pieces: readonly FetchedPiece[],
  list: SegmentList,
  { film, ...control }: CaptionControl,
): Promise<Mp4CaptionPiece[]> {
  const filmSec = findFilmStart(list, film);
  const heads = new Map<number, Uint8Array>();
  const placed: Mp4CaptionPiece[] = [];
  for (const { segment, bytes } of pieces) {
    const { init: number, run, startSec } = segment;
    const piece = number === null ? undefined : list.inits[number];
    if (number !== null && piece && !heads.has(number)) heads.set(number, await fetchPiece(piece, control));
    placed.push({ init: heads.get(number ?? -1) ?? bytes, bytes, run, startSec: startSec - filmSec });
  }
  return placed;
}

async function fetchFile(url: string, control: PieceControl): Promise<string | null> {
  const bytes = await fetchPiece({ url, range: null, key: null }, control);
  if (bytes.length > maxCaptionBytes) throw new AppError('media.too_large');
  if (isMp4(bytes)) return readBoxes(() => joinMp4Captions([{ init: bytes, bytes, run: 0, startSec: null }]));
  const text = decode(bytes);
  return isWebVtt(text) ? text : null;
}

/** The texts of pieces in one; null for captions of another kind. */
async function joinPieces(
  came: readonly FetchedPiece[],
  { track, list }: { track: StreamTrack; list: SegmentList },
  control: CaptionControl,
): Promise<string | null> {
  if (came.some(({ bytes }) => isMp4(bytes))) {
    const pieces = await withHeads(came, list, control);
    return readBoxes(() => joinMp4Captions(pieces));
  }
  const periods = track.source.type === 'parts' ? track.source.parts : [];
  const pieces = came.map(({ segment: { run, startSec }, bytes }): CaptionPiece => {
    const fromSec = periods.find((period) => period.run === run)?.startSec ?? 0;
    return { text: decode(bytes), run, startSec, fromSec };
  });
  return joinCaptions(pieces, control.clock);
}

/** What is known of the film's time beside. */
export interface CaptionControl extends PieceControl {
  /** Null where it has no breaks. */
  clock: CaptionClock | null;
  /** By its list; null where it is one file. */
  film: ListSpan | null;
}

/**
 * `lacks`: how many pieces are missing, in words; null: none. Throws our codes: `platform.not_found` where all are,
 * `media.unsupported` for captions that are no WebVTT.
 */
export async function fetchCaptions(
  track: StreamTrack,
  control: CaptionControl,
): Promise<{ text: string; lacks: string | null }> {
  const source = await readTrack(track, control);
  if (source.type === 'file') {
    const text = await fetchFile(source.url, control);
    if (text === null) throw toUnread();
    return { text, lacks: null };
  }
  const { segments } = source.list;
  const came = await fetchPieces(segments, control);
  if (came.length === 0) throw new AppError('platform.not_found', 'The site has none of these captions.');
  const text = await joinPieces(came, { track, list: source.list }, control);
  if (text === null) throw toUnread();
  const missing = segments.length - came.length;
  return { text, lacks: missing === 0 ? null : `${missing} of ${segments.length} pieces` };
}
