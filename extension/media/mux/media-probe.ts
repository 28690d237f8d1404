/** What a media file is, as far as putting its tracks into another one goes. */

/** A track; `codec` by ffmpeg's name (`h264`, `aac`, `subrip`), null when nobody knows it. */
export interface ProbedTrack {
  kind: 'video' | 'audio' | 'subtitle';
  codec: string | null;
  startSec: number;
  /** From the track's own start; null when the file does not say. */
  durationSec: number | null;
  /** As it is shown; null for sound and captions. */
  width: number | null;
  height: number | null;
  /** Degrees by which players turn the picture. */
  rotation: number;
}

/** A file as its bytes say, whatever its name is. */
export interface MediaProbe {
  container: string;
  bytes: number;
  /** From where its first track begins to where its last ends. */
  durationSec: number | null;
  tracks: ProbedTrack[];
  /** Default: nobody has looked. */
  hasChapters?: boolean;
  /** It has captions of which nothing more is known. Default: none, or they are among its tracks. */
  hasCaptions?: boolean;
  /** It says that it has more tracks than were found. Default: nobody has looked. */
  hidesTracks?: boolean;
  /** What its head says it lasts, where its packets end long before: it was not saved to its end. Lengths are then null. */
  cutFromSec?: number;
}

/** Codecs that have another name in the library that copies packets. */
const ffmpegNames: Record<string, string> = { avc: 'h264', webvtt: 'webvtt', 'pcm-s16': 'pcm_s16le' };

/** ffmpeg's name of a codec. */
export const toFfmpegName = (codec: string): string => ffmpegNames[codec] ?? codec.replaceAll('-', '_');

/** The tracks of a kind. */
export const tracksOf = ({ tracks }: MediaProbe, kind: ProbedTrack['kind']): ProbedTrack[] =>
  tracks.filter((track) => track.kind === kind);
