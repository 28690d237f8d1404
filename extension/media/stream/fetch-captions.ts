/** The captions of a stream as one text, whatever pieces they come in. */
import { AppError } from '../../../shared/app-error.ts';
import { fetchPiece, fetchText, type PieceControl, StrangePiece } from './fetch-bytes.ts';
import { type CaptionClock, type CaptionPiece, joinCaptions } from './join-captions.ts';
import { readTrack } from './read-stream.ts';
import type { StreamPiece, StreamTrack } from './stream.ts';

const maxCaptionBytes = 16 * 1024 * 1024;

/** What servers and networks send in the place of what they do not have. */
const page = /^\ufeff?\s*(?:<!doctype html|<html|\{)/i;

/** A piece may be empty where nobody speaks. Null: the server has none. */
async function fetchCaption(segment: StreamPiece, control: PieceControl): Promise<string | null> {
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const isPiece = (bytes: Uint8Array): boolean => !page.test(decode(bytes.subarray(0, 512)));
  try {
    return decode(await fetchPiece(segment, control, { isPiece, mayAskAgain: () => true }));
  } catch (error) {
    const isMissing = error instanceof AppError && error.code === 'platform.not_found';
    if (isMissing || error instanceof StrangePiece) return null;
    throw error;
  }
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
  if (source.type === 'file')
    return { text: (await fetchText(source.url, control, maxCaptionBytes)).text, lacks: null };
  const { segments } = source.list;
  const pieces: CaptionPiece[] = [];
  const periods = track.source.type === 'parts' ? track.source.parts : [];
  for (const segment of segments) {
    const { run, startSec } = segment;
    const text = await fetchCaption(segment, control);
    if (text === null) continue;
    const fromSec = periods.find((period) => period.run === run)?.startSec ?? 0;
    pieces.push({ text, run, startSec, fromSec });
  }
  if (pieces.length === 0) throw new AppError('platform.not_found', 'The site has none of these captions.');
  const text = joinCaptions(pieces, clock);
  if (text === null)
    throw new AppError('media.unsupported', 'These captions are of a kind that is not read.');
  const missing = segments.length - pieces.length;
  return { text, lacks: missing === 0 ? null : `${missing} of ${segments.length} pieces` };
}
