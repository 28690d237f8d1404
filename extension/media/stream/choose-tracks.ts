/** Which of a stream's tracks are fetched. */
import { AppError } from '../../../shared/app-error.ts';
import { type Codec, toCodec, toShorterSide } from '../../../shared/model/quality.ts';
import type { Stream, StreamTrack } from './stream.ts';

/** What is wanted. */
export interface TrackWish {
  /** The id of a video; null: the best one within `maxSide`. */
  id: string | null;
  /** Pixels of the shorter side. */
  maxSide: number | null;
  /** The least of all, whatever its size. */
  isSmallest: boolean;
  audioOnly: boolean;
  /** BCP 47; empty: all. Null: no subtitles. */
  subtitleLanguages: readonly string[] | null;
  /** Taken where there are several of the same size; null: any. */
  codec: Codec | null;
  /** Of the file; a video that would be larger, as far as one knows, is not taken while there is a smaller one. */
  maxBytes: number | null;
  /** Ids of videos that turned out to be larger. */
  tooLarge: readonly string[];
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

const sideOf = (track: StreamTrack): number => toShorterSide(track) ?? 0;

const best = (tracks: readonly StreamTrack[], codec: Codec | null = null): StreamTrack | undefined =>
  tracks.toSorted(
    (one, other) =>
      sideOf(other) - sideOf(one) ||
      Number(isOf(other, codec)) - Number(isOf(one, codec)) ||
      (other.bitrate ?? 0) - (one.bitrate ?? 0),
  )[0];

const least = (tracks: readonly StreamTrack[]): StreamTrack | undefined =>
  tracks.toSorted(
    (one, other) => sideOf(one) - sideOf(other) || (one.bitrate ?? 0) - (other.bitrate ?? 0),
  )[0];

/** As far as anybody says; 0 where nobody does. */
const toBytes = ({ bitrate }: StreamTrack, { durationSec }: Stream): number =>
  ((bitrate ?? 0) * (durationSec ?? 0)) / 8;

/** Throws `media.over_limit` where every one that is wanted has turned out to be too large. */
function chooseVideo(stream: Stream, wish: TrackWish): StreamTrack | undefined {
  const { id, maxSide, isSmallest, codec, maxBytes, tooLarge } = wish;
  const videos = stream.videos.filter((track) => !tooLarge.includes(track.id));
  const named = stream.videos.find((track) => track.id === id);
  const isNoneLeft = named ? !videos.includes(named) : videos.length === 0 && tooLarge.length > 0;
  if (isNoneLeft) throw new AppError('media.over_limit');
  const fitting = videos.filter(
    (track) =>
      (maxSide === null || sideOf(track) <= maxSide) &&
      (maxBytes === null || toBytes(track, stream) <= maxBytes),
  );
  return named ?? (isSmallest ? undefined : best(fitting, codec)) ?? least(videos);
}

/** What belongs to the video; any where there is none. */
function chooseAudio({ audios }: Stream, video: StreamTrack | undefined): StreamTrack | undefined {
  const offered = video ? audios.filter((track) => track.group === video.audioGroup) : audios;
  const preferred = offered.filter(({ isDefault }) => isDefault);
  return best(preferred.length > 0 ? preferred : offered);
}

/** Whether there is sound beside the one that was taken that is no other form of it: of another language, or by another name. */
export const hasOtherSounds = ({ audios }: Stream, taken: StreamTrack | null): boolean =>
  taken !== null &&
  audios.some(
    ({ group, language, name }) =>
      group === taken.group && (language !== taken.language || (language === null && name !== taken.name)),
  );

/** As BCP 47 writes it: `eng` is `en`, and large letters are as good as small ones. What is no language stays as it is. */
function toPlainLanguage(language: string): string {
  try {
    return (Intl.getCanonicalLocales(language)[0] ?? language).toLowerCase();
  } catch {
    // Not a name of BCP 47: sites write there what they like.
    return language.toLowerCase();
  }
}

function isWanted(language: string | null, wanted: readonly string[]): boolean {
  const own = toPlainLanguage(language ?? '');
  return (
    wanted.length === 0 || wanted.map(toPlainLanguage).some((one) => own === one || own.startsWith(`${one}-`))
  );
}

/** Throws `media.unsupported` when there is nothing of what is wanted, `media.over_limit` when all of it is too large. */
export function chooseTracks(stream: Stream, wish: TrackWish): ChosenTracks {
  const video = chooseVideo(stream, wish);
  const isApart = wish.audioOnly || !video || video.audioGroup !== null;
  const audio = isApart ? chooseAudio(stream, video) : undefined;
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
