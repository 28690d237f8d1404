/** What is behind the address of a stream. */
import { AppError } from '../../../shared/app-error.ts';
import { tryAddresses } from '../../../shared/net/try-addresses.ts';
import { readBoxes } from '../files/mp4-boxes.ts';
import { fetchPiece, fetchText, type PieceControl } from './fetch-bytes.ts';
import { readDash } from './read-dash.ts';
import { readHls, readHlsList } from './read-hls.ts';
import { readIndex } from './read-index.ts';
import type { SegmentList, Stream, StreamTrack, TrackPart, TrackSource } from './stream.ts';

/** Ten thousand segments are one or two of these. */
const maxPlaylistBytes = 32 * 1024 * 1024;

/** Whether a text is a playlist of HLS or a manifest of DASH; null: neither. */
export function findStreamType(text: string): Stream['type'] | null {
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (start.startsWith('#EXTM3U')) return 'hls';
  return /<(?:\w+:)?MPD[\s>]/.test(start.slice(0, 4000)) ? 'dash' : null;
}

/** Throws `media.wrong_type` for what is no stream, `media.drm`, `platform.not_finished`, `media.too_large`. */
export async function readStream(url: string, control: PieceControl): Promise<Stream> {
  const { text, address } = await fetchText(url, control, maxPlaylistBytes);
  const type = findStreamType(text);
  if (!type) throw new AppError('media.wrong_type');
  return type === 'hls' ? readHls(text, address) : readDash(text, address);
}

async function readFilePart(
  { source, startSec, durationSec, run }: TrackPart,
  control: PieceControl,
): Promise<SegmentList> {
  if (source.type === 'segments') return source.list;
  const { url, indexed } = source;
  const plain = { url, key: null, run, isAbsent: false };
  if (!indexed)
    return { inits: [], segments: [{ ...plain, range: null, startSec, durationSec, init: null }] };
  const index = await fetchPiece({ url, range: indexed.index, key: null }, control);
  let atSec = startSec;
  const listed = await readBoxes(() => readIndex(index, indexed.index));
  const segments = listed.map((segment) => {
    const placed = { ...plain, ...segment, startSec: atSec, init: 0 };
    atSec += segment.durationSec;
    return placed;
  });
  return { inits: [{ url, range: indexed.init, key: null }], segments };
}

/** All periods of a track as one list. */
async function readParts(parts: readonly TrackPart[], control: PieceControl): Promise<SegmentList> {
  const whole: SegmentList = { inits: [], segments: [] };
  for (const part of parts) {
    const { inits, segments } = await readFilePart(part, control);
    const before = whole.inits.length;
    whole.inits.push(...inits);
    for (const segment of segments)
      whole.segments.push({
        ...segment,
        run: part.run,
        init: segment.init === null ? null : segment.init + before,
      });
  }
  return whole;
}

/** Where all of a track is: its playlist, or the indexes of its periods, have been read. */
export async function readTrack(
  { source }: StreamTrack,
  control: PieceControl,
): Promise<Extract<TrackSource, { type: 'segments' | 'file' }>> {
  if (source.type === 'parts') return { type: 'segments', list: await readParts(source.parts, control) };
  if (source.type !== 'playlist') return source;
  const { text, address } = await tryAddresses([source.url, ...(source.spares ?? [])], (url) =>
    fetchText(url, control, maxPlaylistBytes),
  );
  return { type: 'segments', list: readHlsList(text, address), address };
}
