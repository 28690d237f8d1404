/**
 * Which two files of one track each make the best video: platforms that stream keep their best pictures apart from the
 * sound. Pure.
 */
import type { Variant } from '../../../shared/model/media.ts';
import { type Codec, type Container, toCodec } from '../../../shared/model/quality.ts';
import { shorterSide, withMirrors } from './choose-variants.ts';

/** What may be chosen. */
export interface PairWish {
  /** Pixels of the picture's shorter side at most; null: any number. */
  maxSide: number | null;
  /** Taken where pictures of the same size are there in several. */
  codec: Codec | null;
  /** Taken where it can hold both tracks. @default what fits them best */
  container?: Container | null;
}

/** Two files to be joined, each with its mirrors, best first. */
export interface TrackPair {
  video: Variant[];
  audio: Variant[];
  /** The kind of file that holds both as they are. */
  container: Container;
}

const isWebm = ({ mimeType, codec }: Variant): boolean =>
  mimeType !== undefined ? mimeType.endsWith('/webm') : /^(vp0?[89]|opus|vorbis)/i.test(codec ?? '');

function choosePicture(ranked: readonly Variant[], { maxSide, codec }: PairWish): Variant | null {
  const pictures = ranked.filter(({ tracks }) => tracks === 'video');
  const fitting = pictures.filter((variant) => shorterSide(variant) <= (maxSide ?? Number.POSITIVE_INFINITY));
  const best = fitting[0] ?? pictures.toSorted((a, b) => shorterSide(a) - shorterSide(b))[0];
  if (!best) return null;
  const wanted =
    codec && fitting.find((variant) => isSameSize(variant, best) && toCodec(variant.codec) === codec);
  return wanted ?? best;
}

const isSameSize = (one: Variant, other: Variant): boolean => shorterSide(one) === shorterSide(other);

/** The sound for a picture: of the same family where there is one, so that nothing odd is put into one file. */
export function chooseSound(ranked: readonly Variant[], picture: Variant | null): Variant[] {
  const sounds = ranked.filter(({ tracks }) => tracks === 'audio');
  const best = (picture && sounds.find((sound) => isWebm(sound) === isWebm(picture))) ?? sounds[0];
  return best ? withMirrors(best, sounds) : [];
}

/** Matroska holds everything, MP4 what WebM holds too, and WebM only its own. */
function chooseContainer(tracks: readonly Variant[], { container = null }: PairWish): Container {
  const usual = tracks.every(isWebm) ? 'webm' : 'mp4';
  return container === null || container === 'webm' ? usual : container;
}

/**
 * The best picture that the wish allows and the best sound that goes with it; null where a file that holds both is as
 * large, or where there are no two.
 */
export function choosePair(ranked: readonly Variant[], wish: PairWish): TrackPair | null {
  const picture = choosePicture(ranked, wish);
  const audio = chooseSound(ranked, picture);
  const [sound] = audio;
  if (!picture || !sound) return null;
  const most = wish.maxSide ?? Number.POSITIVE_INFINITY;
  const hasEqual = ranked.some(
    (variant) =>
      variant.tracks === undefined &&
      shorterSide(variant) <= most &&
      shorterSide(variant) >= shorterSide(picture),
  );
  // A file that names no size is the platform's small one.
  if (hasEqual && shorterSide(picture) > 0) return null;
  return {
    video: withMirrors(picture, ranked),
    audio,
    container: chooseContainer([picture, sound], wish),
  };
}
