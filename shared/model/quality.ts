/**
 * The words in which people say what they want of media files; exports and single downloads, extension and companion use
 * the same. Without zod: the popup draws before zod is loaded.
 */

/** What a menu of videos offers, best to smallest, and sound alone. */
export const qualityWords = ['original', 'high', 'medium', 'low', 'smallest', 'audio'] as const;
export type QualityWord = (typeof qualityWords)[number];

/** For those who want one size exactly: that one, or the next smaller one that there is. */
const qualityHeights = ['2160p', '1440p', '1080p', '720p', '480p', '360p', '240p', '144p'] as const;

export const qualities = [...qualityWords, ...qualityHeights] as const;
export type Quality = (typeof qualities)[number];

const wordSides: Partial<Record<Quality, number>> = { high: 1080, medium: 720, low: 480 };

/** Pixels of the shorter side that a video may have at most; null: any number, or no picture at all. */
export const toMaxSide = (quality: Quality): number | null =>
  wordSides[quality] ?? (/^\d+p$/.test(quality) ? Number.parseInt(quality, 10) : null);

/** By which a picture is said to be 720p, however it is turned; null where nobody knows its size. */
export const toShorterSide = ({ width, height }: Record<'width' | 'height', number | null>): number | null =>
  width === null || height === null ? (height ?? width) : Math.min(width, height);

/** The word that comes nearest to a height without being less: menus of words show it. */
export const toQualityWord = (quality: Quality): QualityWord =>
  qualityWords.find((word) => word === quality) ??
  qualityWords.findLast((word) => (toMaxSide(word) ?? 0) >= (toMaxSide(quality) ?? 0)) ??
  'original';

/** What was stored before `original` had its name. */
export const toQuality = (stored: Quality | 'best'): Quality => (stored === 'best' ? 'original' : stored);

/** Sizes of pictures, largest first. */
export const imageQualities = ['original', 'high', 'medium', 'thumbnail'] as const;
export type ImageQuality = (typeof imageQualities)[number];

const imageSides: Record<ImageQuality, number> = {
  original: Number.POSITIVE_INFINITY,
  high: 2048,
  medium: 1080,
  thumbnail: 400,
};

/** Pixels of the longer side that a picture should have at most. */
export const toMaxImageSide = (quality: ImageQuality): number => imageSides[quality];

/** What sound alone is saved as. */
export const audioFormats = ['m4a', 'mp3', 'opus'] as const;
export type AudioFormat = (typeof audioFormats)[number];

/** H.264 plays everywhere; the others are smaller. */
export const codecs = ['h264', 'hevc', 'vp9', 'av1'] as const;
export type Codec = (typeof codecs)[number];

export const containers = ['mp4', 'webm', 'mkv'] as const;
export type Container = (typeof containers)[number];

/** Kinds of files that a post is made of. Thumbnails and captions go beside it and are chosen apart. */
export const mediaTypes = ['video', 'image', 'audio'] as const;
export type MediaType = (typeof mediaTypes)[number];

const codecNames: Record<Codec, RegExp> = {
  h264: /^(avc|[hx]\.?264)/,
  hevc: /^(hev|hvc|[hx]\.?265)/,
  vp9: /^vp0?9/,
  av1: /^av0?1/,
};

/** The codec that a platform's name for it means (`avc1.4d401e`, `h265_hvc1`), or null. */
export function toCodec(name: string | undefined): Codec | null {
  const known = name?.toLowerCase() ?? '';
  return codecs.find((codec) => codecNames[codec].test(known)) ?? null;
}

/** Whether a caption is in one of the languages that were asked for; `en` means every kind of English. None: all are. */
export function isWantedLanguage(wanted: readonly string[], language: string | undefined): boolean {
  const name = language?.toLowerCase() ?? '';
  return (
    wanted.length === 0 ||
    wanted.map((one) => one.toLowerCase()).some((one) => name === one || name.startsWith(`${one}-`))
  );
}
