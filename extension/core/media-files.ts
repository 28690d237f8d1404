/** Which files of an item are saved by their addresses, and where in the archive. Pure. */
import type { FileExpectation } from '../../shared/file-type.ts';
import type { Item } from '../../shared/model/item.ts';
import type { Quality } from '../../shared/model/job-options.ts';
import type { Media, Variant } from '../../shared/model/media.ts';
import { toMaxSide } from '../../shared/model/quality.ts';
import type { ArchiveLayout } from './archive-layout.ts';

/** A file of a post. */
export interface MediaFile {
  mediaId: Media['id'];
  path: string;
  expect: Extract<FileExpectation, 'video' | 'image' | 'audio'>;
  /** Mirrors of one file, at most eight. */
  variants: Variant[];
}

/** As many as one request of the companion takes. */
const maxMirrors = 8;

/**
 * The files of a post that have addresses: its video, or its pictures and their sound; with quality `audio` only what is
 * sound alone. Empty for posts whose files only yt-dlp reaches.
 */
export function listMediaFiles(item: Item, layout: ArchiveLayout, quality: Quality): MediaFile[] {
  const pictures = quality === 'audio' ? [] : ofKind(item, 'image');
  return [
    ...(quality === 'audio' ? [] : ofKind(item, 'video').slice(0, 1)).map((media) => ({
      media,
      number: null,
    })),
    ...pictures.map((media, index) => ({ media, number: index + 1 })),
    ...ofKind(item, 'audio')
      .slice(0, 1)
      .map((media) => ({ media, number: null })),
  ].flatMap(({ media, number }) => {
    const variants = chooseVariants(media.variants, quality);
    const [first] = variants;
    const expect = media.kind;
    if (!first || (expect !== 'video' && expect !== 'image' && expect !== 'audio')) return [];
    const path = layout.filePath(item, { kind: expect, number, extension: toExtension(expect, first) });
    return [{ mediaId: media.id, path, expect, variants }];
  });
}

const ofKind = ({ media }: Item, kind: Media['kind']): Media[] => media.filter((one) => one.kind === kind);

const shorterSide = ({ width, height }: Variant): number => Math.min(width ?? 0, height ?? 0);

/** The mirrors of the best whole file that the quality allows, or of the smallest where all are larger. */
export function chooseVariants(ranked: readonly Variant[], quality: Quality): Variant[] {
  const whole = ranked.filter(({ tracks }) => tracks === undefined);
  const most = toMaxSide(quality) ?? Number.POSITIVE_INFINITY;
  const smallest = whole.toSorted((a, b) => shorterSide(a) - shorterSide(b))[0];
  const best =
    quality === 'smallest' ? smallest : (whole.find((variant) => shorterSide(variant) <= most) ?? smallest);
  return best ? whole.filter((variant) => isMirror(best, variant)).slice(0, maxMirrors) : [];
}

const isMirror = (one: Variant, other: Variant): boolean =>
  (['width', 'height', 'codec', 'bitrate', 'bytes'] as const).every((name) => one[name] === other[name]);

const extensions: Record<string, string> = {
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
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
