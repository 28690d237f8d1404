/** Which files of an item are saved by their addresses, and where in the archive. Pure. */
import type { FileExpectation } from '../../shared/file-type.ts';
import type { Item } from '../../shared/model/item.ts';
import type { Quality } from '../../shared/model/job-options.ts';
import type { Media, Variant } from '../../shared/model/media.ts';
import { toMaxSide } from '../../shared/model/quality.ts';
import type { ArchiveLayout } from './archive-layout.ts';
import { chooseSound, chooseTracks, type TrackWish } from './choose-tracks.ts';

/** A file of a post. */
export interface MediaFile {
  mediaId: Media['id'];
  path: string;
  expect: Extract<FileExpectation, 'video' | 'image' | 'audio'>;
  /** Mirrors of one file, at most eight. */
  variants: Variant[];
  /** Mirrors of the sound that is to be joined with it; empty for a file that is whole. */
  sound: Variant[];
  /** A lesser file with both tracks, for when joining fails. */
  spare: Pick<MediaFile, 'path' | 'variants'> | null;
}

/** As many as one request of the companion takes. */
const maxMirrors = 8;

/**
 * The files of a post that have addresses: its videos, its pictures and their sound; with quality `audio` only what is
 * sound alone. Empty for posts whose files only yt-dlp reaches.
 */
export function listMediaFiles(item: Item, layout: ArchiveLayout, quality: Quality): MediaFile[] {
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
  ].flatMap(({ media, number }) => {
    const { expect, variants, sound, extension, spare } = chooseFile(media, quality);
    const [first] = variants;
    if (!first || expect === null) return [];
    const toPath = (type: string) => layout.filePath(item, { kind: expect, number, extension: type });
    const [small] = spare;
    return [
      {
        ...{ mediaId: media.id, expect, variants, sound },
        path: toPath(extension ?? toExtension(expect, first)),
        spare: small ? { path: toPath(toExtension(expect, small)), variants: spare } : null,
      },
    ];
  });
}

interface ChosenFile extends Pick<MediaFile, 'variants' | 'sound'> {
  expect: MediaFile['expect'] | null;
  /** Null: as the address says. */
  extension: string | null;
  /** Mirrors of a lesser file with both tracks. */
  spare: Variant[];
}

/** One file of what the platform offers: of a video perhaps two, which are joined, or its sound alone. */
function chooseFile({ kind, variants: ranked }: Media, quality: Quality): ChosenFile {
  const plain = { sound: [], extension: null, spare: [] };
  if (kind === 'image' || kind === 'audio')
    return { ...plain, expect: kind, variants: chooseVariants(ranked, quality) };
  if (kind !== 'video') return { ...plain, expect: null, variants: [] };
  if (quality === 'audio') return { ...plain, expect: 'audio', variants: chooseSound(ranked, null) };
  const whole = chooseVariants(ranked, quality);
  const isSmall = quality === 'smallest';
  const pair = isSmall && whole.length > 0 ? null : chooseTracks(ranked, toWish(quality));
  if (!pair) return { ...plain, expect: 'video', variants: whole };
  const { video, audio, container } = pair;
  return { expect: 'video', variants: video, sound: audio, extension: container, spare: whole };
}

const toWish = (quality: Quality): TrackWish => ({
  maxSide: quality === 'smallest' ? 0 : toMaxSide(quality),
  codec: null,
});

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

/** Where the two tracks of a file lie until they are joined: outside of what the archive keeps. */
export function toPartPaths(path: string): { video: string; audio: string } {
  const name = path.split('/').slice(-2).join('/');
  // Archives take only names of media; what the files really are, their bytes say.
  return { video: `parts/${name}.video.mp4`, audio: `parts/${name}.audio.m4a` };
}
