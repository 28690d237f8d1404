import type { ByteSpan, Clip, ClipStream, Rendition } from '../media/clip.ts';

/** One file of a video: a whole one with sound, or a track for DASH. */
export interface VideoFile {
  /** What its address names. */
  name: string;
  kind: 'muxed' | 'video' | 'audio';
  /** RFC 6381. */
  codecs: string;
  mimeType: 'video/mp4' | 'audio/mp4';
  width: number;
  height: number;
  fps: number;
  bitsPerSec: number;
  sizeBytes: number;
  /** Absolute path. */
  file: string;
  initRange?: ByteSpan;
  indexRange?: ByteSpan;
}

/** H.264 tracks by their height class; the platform's names differ. */
const h264Tracks = [160, 134, 136, 137];

/** The tracks of a clip: every codec there is, each from small to large, then the sound. */
export function listTracks(clip: Clip): VideoFile[] {
  const renditions = (prefix: string) =>
    (clip.renditions ?? []).filter(({ kind, name }) => kind === 'video' && name.startsWith(prefix));
  const streams = (itags: readonly number[]) =>
    itags.flatMap((itag) => clip.streams.filter((stream) => stream.itag === itag));
  return [
    ...renditions('av1').map((each) => toFile(each.name, each)),
    ...streams([394, 396]).map((each) => toFile(String(each.itag), each)),
    ...renditions('vp9').map((each) => toFile(each.name, each)),
    ...streams(h264Tracks).map((each) => toFile(String(each.itag), each)),
    ...streams([140]).map((each) => toFile(String(each.itag), each)),
  ];
}

/** The whole files: SD always, HD for some. */
export function listProgressive(clip: Clip): { sd: VideoFile; hd: VideoFile | null } {
  const muxed = clip.streams.find(({ itag }) => itag === 18);
  if (!muxed) throw new Error(`${clip.id} has no file with picture and sound`);
  const hd = clip.renditions?.find(({ name }) => name === 'h264_720' || name === 'h264_540');
  return { sd: toFile('18', muxed), hd: hd ? toFile(hd.name, hd) : null };
}

/** The file on disk that an address names. */
export function findVideoFile(clip: Clip, name: string): VideoFile | undefined {
  const { sd, hd } = listProgressive(clip);
  return [sd, ...(hd ? [hd] : []), ...listTracks(clip)].find((file) => file.name === name);
}

function toFile(name: string, source: ClipStream | Rendition): VideoFile {
  const { kind, codecs, file, sizeBytes, bitsPerSec, initRange, indexRange } = source;
  return {
    name,
    kind,
    codecs,
    file,
    sizeBytes,
    bitsPerSec,
    mimeType: kind === 'audio' ? 'audio/mp4' : 'video/mp4',
    width: source.width ?? 0,
    height: source.height ?? 0,
    fps: source.fps ?? 0,
    ...(initRange && { initRange }),
    ...(indexRange && { indexRange }),
  };
}
