/** Which of a stream's tracks are fetched. */
import { AppError } from '../../../shared/app-error.ts';
import { type Codec, toCodec } from '../../../shared/model/quality.ts';
import type { Stream, StreamTrack } from './stream.ts';

/** What is wanted. */
export interface TrackWish {
  /** The id of a video; null: the best one within `maxHeight`. */
  id: string | null;
  maxHeight: number | null;
  /** The least of all, whatever its height. */
  isSmallest: boolean;
  audioOnly: boolean;
  /** BCP 47; empty: all. Null: no subtitles. */
  subtitleLanguages: readonly string[] | null;
  /** Taken where there are several of the same height; null: any. */
  codec: Codec | null;
  /** Of the file; a video that would be larger, as far as one knows, is not taken while there is a smaller one. */
  maxBytes: number | null;
}

/** What is fetched. */
export interface ChosenTracks {
  video: StreamTrack | null;
  /** Null where the video has it in itself. */
  audio: StreamTrack | null;
  subtitles: StreamTrack[];
}

const isOf = ({ codecs }: StreamTrack, codec: Codec | null): boolean =>
  codecs?.split(',').some((one) => toCodec(one.trim()) === codec) === true;

const best = (tracks: readonly StreamTrack[], codec: Codec | null = null): StreamTrack | undefined =>
  tracks.toSorted(
    (one, other) =>
      (other.height ?? 0) - (one.height ?? 0) ||
      Number(isOf(other, codec)) - Number(isOf(one, codec)) ||
      (other.bitrate ?? 0) - (one.bitrate ?? 0),
  )[0];

const least = (tracks: readonly StreamTrack[]): StreamTrack | undefined =>
  tracks.toSorted(
    (one, other) => (one.height ?? 0) - (other.height ?? 0) || (one.bitrate ?? 0) - (other.bitrate ?? 0),
  )[0];

function chooseVideo({ videos, durationSec }: Stream, wish: TrackWish): StreamTrack | undefined {
  const { id, maxHeight, isSmallest, codec, maxBytes } = wish;
  const named = videos.find((track) => track.id === id);
  const fitting = videos.filter(
    ({ height, bitrate }) =>
      (maxHeight === null || (height ?? 0) <= maxHeight) &&
      (maxBytes === null || ((bitrate ?? 0) * (durationSec ?? 0)) / 8 <= maxBytes),
  );
  return named ?? (isSmallest ? undefined : best(fitting, codec)) ?? least(videos);
}

function chooseAudio({ audios }: Stream, group: string | null): StreamTrack | undefined {
  const offered = group === null ? audios : audios.filter((track) => track.group === group);
  const preferred = offered.filter(({ isDefault }) => isDefault);
  return best(preferred.length > 0 ? preferred : offered);
}

const isWanted = (language: string | null, wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((one) => language === one || language?.startsWith(`${one}-`));

/** Throws `media.unsupported` when there is nothing of what is wanted. */
export function chooseTracks(stream: Stream, wish: TrackWish): ChosenTracks {
  const video = chooseVideo(stream, wish);
  const withSound = video?.audioGroup ? chooseAudio(stream, video.audioGroup) : undefined;
  const audio = wish.audioOnly || !video ? chooseAudio(stream, video?.audioGroup ?? null) : withSound;
  // Sound that is nowhere by itself is taken out of the video afterwards.
  const isVideoNeeded = !wish.audioOnly || !audio;
  if (!audio && !video) throw new AppError('media.unsupported', 'The stream has no track that can be saved.');
  const group = video?.subtitleGroup ?? null;
  const { subtitleLanguages: languages } = wish;
  return {
    video: isVideoNeeded ? (video ?? null) : null,
    audio: audio ?? null,
    subtitles:
      languages === null
        ? []
        : stream.subtitles.filter((track) => track.group === group && isWanted(track.language, languages)),
  };
}
