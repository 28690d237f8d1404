/** HLS over the separate tracks of a clip: each track is one fragmented MP4, cut by byte ranges as its index says. */
import { open } from 'node:fs/promises';
import type { Clip, ClipStream } from '../media/clip.ts';
import { captionLanguages } from './captions.ts';

interface Segment {
  bytes: number;
  durationSec: number;
}

/** The references of a `sidx` box (ISO/IEC 14496-12, 8.16.3): twelve bytes each, behind a head whose length its version decides. */
function parseIndex(box: Buffer): Segment[] {
  const timescale = box.readUInt32BE(16);
  const start = box.readUInt8(8) === 0 ? 28 : 36;
  const count = box.readUInt16BE(start + 2);
  return Array.from({ length: count }, (_, index) => {
    const at = start + 4 + index * 12;
    return { bytes: box.readUInt32BE(at) & 0x7fffffff, durationSec: box.readUInt32BE(at + 4) / timescale };
  });
}

async function readIndex({ file, indexRange }: ClipStream): Promise<Segment[]> {
  if (!indexRange) throw new Error(`${file} has no index`);
  const handle = await open(file);
  try {
    const length = indexRange.end - indexRange.start + 1;
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, indexRange.start);
    return parseIndex(buffer);
  } finally {
    await handle.close();
  }
}

/** H.264 in all its heights, smallest first, and AAC. */
const listTracks = ({ streams }: Clip): ClipStream[] =>
  streams.filter(({ container, codecs }) => container === 'mp4' && /^(avc1\.[^,]*|mp4a[^,]*)$/.test(codecs));

const isPicture = ({ kind }: ClipStream): boolean => kind === 'video';

/** The playlist of playlists: pictures in several heights, sound and captions apart. */
export function toMaster(clip: Clip): string {
  const tracks = listTracks(clip);
  const sound = tracks.find(({ kind }) => kind === 'audio');
  if (!sound) throw new Error(`${clip.id} has no AAC`);
  const captions = captionLanguages.map(
    ({ code, label }) =>
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="${label}",LANGUAGE="${code}",URI="captions-${code}.m3u8"`,
  );
  const pictures = tracks
    .filter(isPicture)
    .flatMap(({ itag, bitsPerSec, codecs, width, height, fps }) => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${bitsPerSec + sound.bitsPerSec},RESOLUTION=${width}x${height},FRAME-RATE=${fps},CODECS="${codecs},${sound.codecs}",AUDIO="sound",SUBTITLES="text"`,
      `track-${itag}.m3u8`,
    ]);
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="English",LANGUAGE="en",DEFAULT=YES,URI="track-${sound.itag}.m3u8"`,
    ...captions,
    ...pictures,
    '',
  ].join('\n');
}

const toPlaylist = (targetSec: number, lines: readonly string[]): string =>
  [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(targetSec)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    ...lines,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');

/** The playlist of one track; null when the clip has none of this number. */
export async function toTrackPlaylist(clip: Clip, itag: number): Promise<string | null> {
  const track = listTracks(clip).find((each) => each.itag === itag);
  if (!track?.indexRange || !track.initRange) return null;
  const segments = await readIndex(track);
  const name = `${itag}.mp4`;
  let at = track.indexRange.end + 1;
  const lines = segments.flatMap(({ bytes, durationSec }) => {
    const from = at;
    at += bytes;
    return [`#EXTINF:${durationSec.toFixed(6)},`, `#EXT-X-BYTERANGE:${bytes}@${from}`, name];
  });
  const { start, end } = track.initRange;
  const map = `#EXT-X-MAP:URI="${name}",BYTERANGE="${end - start + 1}@${start}"`;
  return toPlaylist(Math.max(...segments.map(({ durationSec }) => durationSec)), [map, ...lines]);
}

/** The playlist of captions: one segment. */
export const toCaptionPlaylist = ({ durationSec }: Clip, language: string): string =>
  toPlaylist(durationSec, [`#EXTINF:${durationSec.toFixed(3)},`, `captions.${language}.vtt`]);
