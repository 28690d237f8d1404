/** A video as media of an item: its files, its picture, its captions, its length. */
import type { Media } from '../../../../shared/model/media.ts';
import { toArray, toText } from '../../../core/json.ts';
import { hasKey, readPlain, seek, type Unread } from '../documents/seek.ts';
import { readExpiry, toMediaUrl } from './links.ts';
import { isProtected, readVideoFiles } from './video-files.ts';

/** What a video gives to the item that it is, or is part of. */
export interface VideoRead {
  id: string;
  /** The video, then its thumbnail, then its captions. */
  media: Media[];
  durationSec: number | null;
  isLive: boolean;
  isProtected: boolean;
}

/** Why a protected video is not saved. */
export const protectedReason = 'This video is protected against copying (DRM).';

/** What only the full form of a video has; lists that only name it give its id and perhaps a picture. */
const fullKeys = [
  'playable_duration_in_ms',
  'length_in_second',
  'videoDeliveryLegacyFields',
  'videoDeliveryResponseFragment',
  'playable_url',
  'browser_native_sd_url',
  'drm_info',
  'video_status_type',
];

/** Reads a video; null when it has no id. */
export function readVideo(video: unknown, unread: Unread): VideoRead | null {
  const id =
    readPlain(seek(video, 'id')) ?? readPlain(seek(video, 'videoId')) ?? readPlain(seek(video, 'video_id'));
  if (!id) {
    unread.add('media');
    return null;
  }
  const only: Media = { id, kind: 'video', variants: [] };
  if (!isFullVideo(video)) {
    const media = [only, ...readThumbnail(id, video, new Set())];
    return { id, media, durationSec: null, isLive: false, isProtected: false };
  }
  const description = readPlain(seek(video, 'accessibility_caption'));
  return {
    id,
    media: [
      { ...only, ...(description && { description }), variants: readVideoFiles(video, unread) },
      ...readThumbnail(id, video, unread),
      ...readCaptions(id, video, unread),
    ],
    durationSec: readDuration(video, unread),
    isLive: seek(video, 'is_live_streaming') === true || seek(video, 'is_live_stream') === true,
    isProtected: isProtected(video),
  };
}

/** True for an object that tells of a video more than which one it is. */
export function isFullVideo(video: unknown): boolean {
  return fullKeys.some((key) => hasKey(video, key));
}

/** Length in seconds: exact to the millisecond where the page says so. */
function readDuration(video: unknown, unread: Unread | null = null): number | null {
  const places: [value: unknown, scale: number][] = [
    [seek(video, 'playable_duration_in_ms'), 1000],
    [seek(video, 'length_in_second'), 1],
    [seek(video, 'playable_duration'), 1],
  ];
  for (const [value, scale] of places) {
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value / scale;
  }
  if (!places.some(([value]) => value === null || value === 0)) unread?.add('durationSec');
  return null;
}

const thumbnailPlaces: string[][] = [
  ['preferred_thumbnail', 'image', 'uri'],
  ['thumbnailImage', 'uri'],
];
/** Pictures that stand in where these are not made yet. */
const otherPictures: string[][] = [['first_frame_thumbnail'], ['image', 'uri'], ['previewImage', 'uri']];

function readThumbnail(id: string, video: unknown, unread: Unread): Media[] {
  const places = thumbnailPlaces.map((path) => seek(video, ...path));
  if (places.some((place) => place !== null && toText(place) === null)) unread.add('media.thumbnail');
  const others = otherPictures.map((path) => seek(video, ...path));
  const [main, other] = [places, others].map((list) => list.flatMap((place) => toMediaUrl(place) ?? []));
  const urls = main?.length ? main : (other ?? []);
  const variants = [...new Set(urls)].map((url) => {
    const expiresAt = readExpiry(url);
    return { url, ...(expiresAt && { expiresAt }) };
  });
  return variants.length > 0 ? [{ id: `thumbnail-${id}`, kind: 'thumbnail', variants }] : [];
}

function readCaptions(id: string, video: unknown, unread: Unread): Media[] {
  const list = seek(video, 'video_available_captions_locales');
  if (list !== null && !Array.isArray(list)) unread.add('media.captions');
  const captions = toArray(list).flatMap((entry) => toCaption(id, entry, unread) ?? []);
  const single = toMediaUrl(seek(video, 'captions_url'));
  if (single === null || captions.some(({ variants }) => variants[0]?.url === single)) return captions;
  return [...captions, toSubtitle(`subtitle-${id}`, single)];
}

function toCaption(id: string, entry: unknown, unread: Unread): Media | null {
  const url = toMediaUrl(seek(entry, 'captions_url'));
  const locale = readPlain(seek(entry, 'locale'));
  const method = seek(entry, 'localized_creation_method');
  if (method !== null && typeof method !== 'string') unread.add('media.captions');
  if (url === null || !locale) {
    unread.add('media.captions');
    return null;
  }
  const automatic = typeof method === 'string' && method !== '';
  return {
    ...toSubtitle(`subtitle-${id}-${locale}`, url),
    language: toLanguage(locale),
    automatic,
  };
}

/** Facebook writes the Spanish of Latin America as `es_LA`, which would be that of Laos. */
function toLanguage(locale: string): string {
  return locale === 'es_LA' ? 'es-419' : locale.replace('_', '-');
}

function toSubtitle(id: string, url: string): Media {
  const expiresAt = readExpiry(url);
  const [, extension = ''] = /\.(srt|vtt)$/i.exec(new URL(url).pathname) ?? [];
  const mimeType = { srt: 'application/x-subrip', vtt: 'text/vtt' }[extension.toLowerCase()];
  return {
    id,
    kind: 'subtitle',
    variants: [{ url, ...(mimeType && { mimeType }), ...(expiresAt && { expiresAt }) }],
  };
}
