/** Which files of an item are saved by their addresses, and where in the archive. Pure. */
import type { FileExpectation } from '../../../shared/file-type.ts';
import type { LeftOutFile } from '../../../shared/model/archive.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Media, Variant } from '../../../shared/model/media.ts';
import { type AudioFormat, audioFormats, mediaTypes, toMaxSide } from '../../../shared/model/quality.ts';
import type { ArchiveLayout } from '../names/archive-layout.ts';
import { choosePair, chooseSound, type PairWish } from './choose-pair.ts';
import { chooseImages, chooseVariants, takeMirrors } from './choose-variants.ts';
import { withoutType } from './part-paths.ts';

/** A file of a post. */
export interface MediaFile {
  mediaId: Media['id'];
  path: string;
  expect: Extract<FileExpectation, 'video' | 'image' | 'audio'>;
  /** Mirrors of one file, at most eight. */
  variants: Variant[];
  /** Mirrors of the sound that is to be joined with it; empty for a file that is whole. */
  sound: Variant[];
  /** Null: the file is what is fetched. */
  taken: TakenSound | null;
  /** A lesser file with both tracks, for when joining fails; or sound as it came, for when it cannot be converted. */
  spare: Pick<MediaFile, 'path' | 'variants' | 'taken'> | null;
}

/** Sound that is taken out of a file, which is fetched for it. */
export interface TakenSound {
  /** What that file is. */
  from: 'video' | 'audio';
  /** What the sound becomes; null: it stays as it is. */
  format: AudioFormat | null;
}

/** What is wanted of the files of a post. */
export interface MediaWish
  extends Pick<JobOptions, 'quality' | 'codec' | 'imageQuality' | 'mediaTypes' | 'maxBytes'>,
    Partial<Pick<JobOptions, 'container' | 'audioFormat'>> {
  /** Addresses that turned out to be larger than is wanted. */
  tooLarge?: ReadonlySet<string>;
}

/** The media of a post that are wanted, with their numbers where there are several of a kind. */
function listWantedMedia(item: Item, { quality, mediaTypes: types }: MediaWish) {
  const pictures = quality === 'audio' ? [] : ofKind(item, 'image');
  return [
    ...ofKind(item, 'video').map((media, index, all) => ({
      media,
      number: all.length > 1 ? index + 1 : null,
    })),
    ...pictures.map((media, index) => ({ media, number: index + 1 })),
    ...ofKind(item, 'audio')
      .slice(0, 1)
      .map((media) => ({ media, number: null })),
  ].filter(({ media }) => types.some((type) => type === media.kind));
}

/**
 * The files of a post that have addresses: its videos, its pictures and their sound; with quality `audio` only what is
 * sound alone. Empty for posts whose files only yt-dlp reaches.
 */
export function listMediaFiles(item: Item, layout: ArchiveLayout, wish: MediaWish): MediaFile[] {
  return listWantedMedia(item, wish).flatMap(({ media, number }) => {
    const { expect, variants, sound, taken, extension, spare } = chooseFile(withinLimit(media, wish), wish);
    const [first] = variants;
    if (!first || expect === null) return [];
    const toPath = (type: string) => layout.filePath(item, { kind: expect, number, extension: type });
    const [small] = spare;
    return [
      {
        mediaId: media.id,
        expect,
        variants,
        sound,
        taken,
        path: toPath(extension ?? toExtension(expect, first)),
        spare: small
          ? {
              path: toPath(toExtension(expect, small)),
              variants: spare,
              taken: taken && { ...taken, format: null },
            }
          : null,
      },
    ];
  });
}

/** The same thing may be named by the link to it and by the post that is shared. */
const toBareId = (id: string): string => id.replace(/^shared-/, '');

/** What is wanted of a post and named by it, without a file of it. */
export function listWithoutFiles(item: Item, wish: MediaWish): Media['id'][] {
  const all = listWantedMedia(item, wish).map(({ media }) => media);
  const known = new Set(all.flatMap(({ id, variants }) => (variants.length > 0 ? toBareId(id) : [])));
  return all.flatMap(({ id }) => (known.has(toBareId(id)) ? [] : id));
}

/** How many files a post names that are of no kind that is wanted. */
export function countOtherKinds(item: Item, wish: MediaWish): number {
  const toIds = (change: Partial<MediaWish>) =>
    new Set(listWantedMedia(item, { ...wish, ...change }).map(({ media }) => toBareId(media.id)));
  return toIds({ quality: 'original', mediaTypes: [...mediaTypes] }).size - toIds({}).size;
}

/** What is wanted of a post and there, and larger than is wanted in every size that it has. */
export function listTooLarge(item: Item, wish: MediaWish): LeftOutFile[] {
  if (wish.maxBytes === null) return [];
  return listWantedMedia(item, wish).flatMap(({ media }): LeftOutFile[] => {
    const isThere = chooseFile(media, wish).variants.length > 0;
    if (!isThere || chooseFile(withinLimit(media, wish), wish).variants.length > 0) return [];
    const known = wish.quality === 'audio' ? chooseSound(media.variants, null) : media.variants;
    const sizes = known.flatMap(({ bytes }) => bytes ?? []);
    return [{ mediaId: media.id, reason: 'max_bytes', bytes: sizes.length > 0 ? Math.min(...sizes) : null }];
  });
}

/** The media without the files that are known to be too large, a picture's by what is left beside its sound. */
function withinLimit(media: Media, { quality, maxBytes, tooLarge }: MediaWish): Media {
  if (maxBytes === null) return media;
  const soundBytes = chooseSound(media.variants, null)[0]?.bytes ?? 0;
  const isFilm = ({ tracks }: Variant): boolean => media.kind === 'video' && tracks === undefined;
  // Of a film whose sound alone is wanted the size says nothing, and another size has the same sound.
  const isSoundTooLarge = media.variants.some((variant) => isFilm(variant) && tooLarge?.has(variant.url));
  const isWithin = (variant: Variant): boolean => {
    if (quality === 'audio' && isFilm(variant)) return !isSoundTooLarge;
    const { url, bytes = 0, tracks } = variant;
    return !tooLarge?.has(url) && bytes + (tracks === 'video' ? soundBytes : 0) <= maxBytes;
  };
  return { ...media, variants: media.variants.filter(isWithin) };
}

interface ChosenFile extends Pick<MediaFile, 'variants' | 'sound' | 'taken'> {
  expect: MediaFile['expect'] | null;
  /** Null: as the address says. */
  extension: string | null;
  /** Mirrors of a lesser file with both tracks. */
  spare: Variant[];
}

/** One file of what the platform offers: of a video perhaps two, which are joined, or its sound alone. */
function chooseFile({ kind, variants: ranked }: Media, wish: MediaWish): ChosenFile {
  const { quality, imageQuality } = wish;
  const plain = { sound: [], taken: null, extension: null, spare: [] };
  if (kind === 'image')
    return { ...plain, expect: kind, variants: takeMirrors(chooseImages(ranked, imageQuality)) };
  if (kind === 'audio') return asSound(takeMirrors(ranked), 'audio', wish);
  if (kind !== 'video') return { ...plain, expect: null, variants: [] };
  const whole = chooseVariants(ranked, wish);
  if (quality === 'audio') {
    const sounds = chooseSound(ranked, null);
    return sounds.length > 0 ? asSound(sounds, 'audio', wish) : asSound(whole, 'video', wish);
  }
  const isSmall = quality === 'smallest';
  const pair = isSmall && whole.length > 0 ? null : choosePair(ranked, toPairWish(wish));
  if (!pair) return { ...plain, expect: 'video', variants: whole };
  const { video, audio, container } = pair;
  return { ...plain, expect: 'video', variants: video, sound: audio, extension: container, spare: whole };
}

/** Sound that is fetched as it is wanted, or taken out of what is fetched. */
function asSound(
  variants: Variant[],
  from: TakenSound['from'],
  { quality, audioFormat = null }: MediaWish,
): ChosenFile {
  const [first] = variants;
  const format = quality === 'audio' ? audioFormat : null;
  const isAsWanted = format === null || (first !== undefined && toExtension('audio', first) === format);
  const plain: ChosenFile = { expect: 'audio', variants, sound: [], taken: null, extension: null, spare: [] };
  if (from === 'audio' && isAsWanted) return plain;
  const taken = { from, format };
  return { ...plain, taken, extension: format ?? usual.audio, spare: format === null ? [] : variants };
}

const toPairWish = ({ quality, codec, container = null }: MediaWish): PairWish => ({
  maxSide: quality === 'smallest' ? 0 : toMaxSide(quality),
  codec,
  container,
});

const ofKind = ({ media }: Item, kind: Media['kind']): Media[] => media.filter((one) => one.kind === kind);

const extensions: Record<string, string> = {
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/webm': 'webm',
  'image/png': 'png',
  'image/webp': 'webp',
};
const usual = { video: 'mp4', image: 'jpg', audio: 'm4a' };

/** By what the address says of the file; the usual one of its kind where it says nothing. */
function toExtension(expect: MediaFile['expect'], { mimeType, url }: Variant): string {
  const known = extensions[mimeType ?? ''];
  const [path = ''] = url.split(/[?#]/, 1);
  const named = /\.(png|webp|mp3)$/.exec(path)?.[1];
  return known ?? named ?? usual[expect];
}

const soundTypes: readonly string[] = [...audioFormats, 'mkv', 'webm'];

/** Whether a file of the archive is this one, or its spare. Of sound that is taken out of a file the type follows. */
export function isFileOf({ path, spare, taken }: MediaFile, saved: string): boolean {
  if (saved === path || saved === spare?.path) return true;
  const type = saved.slice(saved.lastIndexOf('.') + 1);
  return taken !== null && withoutType(saved) === withoutType(path) && soundTypes.includes(type);
}
