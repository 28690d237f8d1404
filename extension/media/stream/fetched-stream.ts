/** What comes of a stream, and how far it is. */
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { FileSums } from '../hash/hash-worker.ts';
import type { CaptionClock } from './join-captions.ts';
import type { TrackKind } from './track-kind.ts';

/** How far a track is. */
export interface TrackProgress {
  bytes: number;
  bytesPerSec: number | null;
  doneSegments: number;
  totalSegments: number;
}

/** A segment that the server does not have. */
export interface MissingSegment {
  /** From 0. */
  place: number;
  startSec: number;
  durationSec: number;
}

/** A track in its file. */
export interface FetchedTrack extends FileSums {
  path: string;
  bytes: number;
  kind: TrackKind;
  missing: MissingSegment[];
  /** When that begins which is there, by the playlist. */
  startSec: number;
  /** Where the stream begins anew, in seconds from the start. */
  breaks: number[];
  /** Of a track with breaks. */
  clock: CaptionClock | null;
}

/** Captions in a file. */
export interface FetchedCaptions {
  path: string;
  language: string | null;
  name: string | null;
}

/** A track of a stream. */
export interface StreamFile extends FetchedTrack {
  language: string | null;
  /** Its times are of the one clock of the stream. */
  hasClock: boolean;
}

/** What has come of a stream. */
export interface FetchedStream {
  video: StreamFile | null;
  /** Null where the video has it in itself. */
  audio: StreamFile | null;
  /** Whether there are others that could have been taken. */
  hasOtherSounds: boolean;
  /** Whether its pictures carry captions in themselves. */
  hasInnerCaptions: boolean;
  /** Which of the stream's videos it is; null: none. */
  videoId: string | null;
  subtitles: FetchedCaptions[];
  /** Captions that could not be had, and why. */
  refused: { language: string | null; name: string | null; code: ErrorCode; message: string }[];
}

/** Of all tracks together. */
export interface StreamProgress {
  bytes: number;
  bytesPerSec: number | null;
  /** Part of the work that is done, 0 to 1. */
  part: number;
}
