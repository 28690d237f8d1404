/** A video that comes in segments, as its playlists describe it. HLS and DASH are both read into this. */
import type { ByteRange } from '../../../shared/net/segments.ts';

/** AES-128 in CBC, the only encryption that is no DRM. */
export interface StreamKey {
  url: string;
  iv: Uint8Array<ArrayBuffer>;
}

/** Something to be fetched: a file, or a stretch of one. */
export interface StreamPiece {
  url: string;
  range: ByteRange | null;
  key: StreamKey | null;
}

/** A stretch of the film. */
export interface StreamSegment extends StreamPiece {
  durationSec: number;
  /** Which of the list's `inits` it needs before it; null: none. */
  init: number | null;
  /** Rises where time or kind of the stream begins anew. */
  run: number;
}

/** All of a track, in order. */
export interface SegmentList {
  inits: StreamPiece[];
  segments: StreamSegment[];
}

/** Where a track is: in segments, in a playlist that is to be read first, or in one file. */
export type TrackSource =
  | { type: 'segments'; list: SegmentList }
  | { type: 'playlist'; url: string }
  | { type: 'file'; url: string };

/** One of the tracks that are offered. */
export interface StreamTrack {
  /** Stays the same when the stream is read again. */
  id: string;
  language: string | null;
  name: string | null;
  width: number | null;
  height: number | null;
  fps: number | null;
  codecs: string | null;
  /** Bits per second; null where nobody says. */
  bitrate: number | null;
  isDefault: boolean;
  /** Tracks of sound or text that belong to it, by `group`; null: none, or of a video that has its sound in itself. */
  audioGroup: string | null;
  subtitleGroup: string | null;
  /** The group it is in. */
  group: string | null;
  source: TrackSource;
}

/** What an address of a stream offers. */
export interface Stream {
  type: 'hls' | 'dash';
  durationSec: number | null;
  videos: StreamTrack[];
  audios: StreamTrack[];
  subtitles: StreamTrack[];
}
