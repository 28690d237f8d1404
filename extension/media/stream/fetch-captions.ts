/** The captions of a stream as one text, whatever pieces they come in. */
import { AppError } from '../../../shared/app-error.ts';
import { fetchPiece, fetchText, type PieceControl, StrangePiece } from './fetch-bytes.ts';
import { type CaptionClock, type CaptionPiece, isWebVtt, joinCaptions } from './join-captions.ts';
import { readTrack } from './read-stream.ts';
import type { StreamPiece, StreamSegment, StreamTrack } from './stream.ts';

const maxCaptionBytes = 16 * 1024 * 1024;

const toUnread = (): AppError =>
  new AppError('media.unsupported', 'These captions are of a kind that is not read.');

/** What servers and networks send in the place of what they do not have. */
const page = /^\ufeff?\s*(?:<!doctype html|<html|\{)/i;

/** As of the other tracks: pages in a row behind which pieces are asked for once, and with which no captions begin. */
const maxStrange = 3;
const maxStrangeAtFirst = 6;

/** A piece may be empty where nobody speaks. Throws `platform.not_found` where the server has none, `StrangePiece`. */
async function fetchCaption(
  segment: StreamPiece,
  control: PieceControl,
  mayAskAgain: () => boolean,
): Promise<string> {
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const isPiece = (bytes: Uint8Array): boolean => !page.test(decode(bytes.subarray(0, 512)));
  return decode(await fetchPiece(segment, control, { isPiece, mayAskAgain }));
}

/** Those that come, in order; none where pages alone come at first. */
async function fetchPieces(
  segments: readonly StreamSegment[],
  control: PieceControl,
): Promise<{ segment: StreamSegment; text: string }[]> {
  const pieces: { segment: StreamSegment; text: string }[] = [];
  let strangeInRow = 0;
  for (const segment of segments) {
    try {
      const text = await fetchCaption(segment, control, () => strangeInRow < maxStrange);
      pieces.push({ segment, text });
      strangeInRow = 0;
    } catch (error) {
      if (error instanceof StrangePiece) strangeInRow += 1;
      else if (!(error instanceof AppError && error.code === 'platform.not_found')) throw error;
      if (pieces.length === 0 && strangeInRow >= maxStrangeAtFirst) break;
    }
  }
  return pieces;
}

/**
 * `lacks`: how many pieces are missing, in words; null: none. Throws our codes: `platform.not_found` where all are,
 * `media.unsupported` for captions that are no WebVTT.
 */
export async function fetchCaptions(
  track: StreamTrack,
  { clock, ...control }: PieceControl & { clock: CaptionClock | null },
): Promise<{ text: string; lacks: string | null }> {
  const source = await readTrack(track, control);
  if (source.type === 'file') {
    const { text } = await fetchText(source.url, control, maxCaptionBytes);
    if (!isWebVtt(text)) throw toUnread();
    return { text, lacks: null };
  }
  const { segments } = source.list;
  const periods = track.source.type === 'parts' ? track.source.parts : [];
  const came = await fetchPieces(segments, control);
  const pieces = came.map(({ segment: { run, startSec }, text }): CaptionPiece => {
    const fromSec = periods.find((period) => period.run === run)?.startSec ?? 0;
    return { text, run, startSec, fromSec };
  });
  if (pieces.length === 0) throw new AppError('platform.not_found', 'The site has none of these captions.');
  const text = joinCaptions(pieces, clock);
  if (text === null) throw toUnread();
  const missing = segments.length - pieces.length;
  return { text, lacks: missing === 0 ? null : `${missing} of ${segments.length} pieces` };
}
