/** Bytes of a file, first and last included. */
export interface ByteSpan {
  start: number;
  end: number;
}

/** One encoded file of a clip, described as YouTube describes its formats. */
export interface ClipStream {
  /** The platform's number of the encoding: 18 is 360p with sound, 140 AAC, 251 Opus … */
  itag: number;
  kind: 'video' | 'audio' | 'muxed';
  /** Absolute path. */
  file: string;
  sizeBytes: number;
  container: 'mp4' | 'webm';
  /** RFC 6381, read from the file: `avc1.4d401e`, `avc1.42c01e, mp4a.40.2`, `vp9`, `av01.0.00M.08`. */
  codecs: string;
  /** With the codecs: `video/mp4; codecs="avc1.4d401e"`. */
  mimeType: string;
  bitsPerSec: number;
  /** As the file says it; AAC and Opus are some milliseconds longer than the clip. */
  durationMs: number;
  width?: number;
  height?: number;
  fps?: number;
  sampleRateHz?: number;
  channels?: number;
  /** Header and index of separate tracks, for DASH players; absent for itag 18. */
  initRange?: ByteSpan;
  indexRange?: ByteSpan;
}

/** An MP4 file that YouTube has no number for. Tracks alone (`video`) are indexed for DASH players. */
export interface Rendition extends Omit<ClipStream, 'itag'> {
  name: 'h264_540' | 'h264_540_marked' | 'h264_720' | 'hevc_1080' | 'av1_1080' | 'vp9_360' | 'vp9_720';
}

/** Real media of one length, which no other clip has: two clips that were mixed up differ in duration. */
export interface Clip {
  id: string;
  durationSec: number;
  /** Taller than wide, as shorts are. */
  isPortrait: boolean;
  streams: ClipStream[];
  /** For the other platforms; absent for long clips. */
  renditions?: Rendition[];
  /** Folder with master.m3u8 and MPEG-TS segments, for some clips. */
  hlsDir?: string;
  /** Folder with manifest.mpd and its segments, for the same clips. */
  dashDir?: string;
}
