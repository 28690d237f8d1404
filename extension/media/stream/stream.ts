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
  /** When it comes, in seconds from the beginning of the film. */
  startSec: number;
  /** Which of the list's `inits` it needs before it; null: none. */
  init: number | null;
  /** Rises where time or kind of the stream begins anew. */
  run: number;
  /** Whether the playlist itself says that nobody has it. */
  isAbsent: boolean;
}

/** All of a track, in order. */
export interface SegmentList {
  inits: StreamPiece[];
  segments: StreamSegment[];
}

/** A file with an index of its segments in it. */
export interface IndexedFile {
  url: string;
  index: ByteRange;
  /** What stands before the segments. */
  init: ByteRange;
}

/** A track in one period. */
export interface TrackPart {
  source:
    | { type: 'segments'; list: SegmentList }
    | { type: 'file'; url: string; indexed: IndexedFile | null };
  startSec: number;
  durationSec: number;
  /** Of its segments. */
  run: number;
}

/** Where a track is: in segments, in a playlist that is to be read first, in one file, or in several periods. */
export type TrackSource =
  /** `address`: where a playlist of its own came from. */
  | { type: 'segments'; list: SegmentList; address?: string }
  /** `spares`: where the same is once more. Default: nowhere. */
  | { type: 'playlist'; url: string; spares?: string[] }
  | { type: 'file'; url: string; indexed: IndexedFile | null }
  | { type: 'parts'; parts: TrackPart[] };

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
  /** Its pictures carry captions in themselves (CEA-608), which players show. Default: nobody says so. */
  hasInnerCaptions?: boolean;
}
