/** What is behind the address of a stream. */
import { AppError } from '../../../shared/app-error.ts';
import { fetchText, type PieceControl } from './fetch-bytes.ts';
import { readDash } from './read-dash.ts';
import { readHls, readHlsList } from './read-hls.ts';
import type { Stream, StreamTrack, TrackSource } from './stream.ts';

/** Ten thousand segments are one or two of these. */
const maxPlaylistBytes = 32 * 1024 * 1024;

/** Whether a text is a playlist of HLS or a manifest of DASH; null: neither. */
export function findStreamType(text: string): Stream['type'] | null {
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (start.startsWith('#EXTM3U')) return 'hls';
  return /<MPD[\s>]/.test(start.slice(0, 4000)) ? 'dash' : null;
}

/** Throws `media.wrong_type` for what is no stream, `media.drm`, `platform.not_finished`, `media.too_large`. */
export async function readStream(url: string, control: PieceControl): Promise<Stream> {
  const text = await fetchText(url, control, maxPlaylistBytes);
  const type = findStreamType(text);
  if (!type) throw new AppError('media.wrong_type');
  return type === 'hls' ? readHls(text, url) : readDash(text, url);
}

/** A track whose playlist has been read. */
export async function readTrack(
  { source }: StreamTrack,
  control: PieceControl,
): Promise<Exclude<TrackSource, { type: 'playlist' }>> {
  if (source.type !== 'playlist') return source;
  const text = await fetchText(source.url, control, maxPlaylistBytes);
  return { type: 'segments', list: readHlsList(text, source.url) };
}
