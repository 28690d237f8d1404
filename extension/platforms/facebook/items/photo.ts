/** Photos: which of the pictures of a photo is the largest, and whether it is known to be smaller than the photo. */
import type { Media, Variant } from '../../../../shared/model/media.ts';
import { toWhole } from '../../../core/json.ts';
import { hasKey, readPlain, seek, type Unread } from '../documents/seek.ts';
import { readExpiry, toMediaUrl } from './links.ts';

/** Where a photo's picture may be, largest first. */
const places: (string | number)[][] = [
  ['viewer_image'],
  ['comet_photo_attachment_resolution_renderer', 'image'],
  ['large_share_image'],
  ['full_width_image'],
  ['photo_image'],
  ['image'],
  ['flexible_height_share_image'],
  ['previewImage'],
];

interface PhotoFrame {
  /** A smaller picture of it that the page has beside it. */
  thumbnail?: unknown;
  /** True where every photo comes with a description, `null` when it has none. */
  isCaptioned?: boolean;
}

/** A photo as media of an item. */
export function readPhotoMedia(
  photo: unknown,
  unread: Unread,
  { thumbnail, isCaptioned = false }: PhotoFrame = {},
): Media | null {
  const id = readPlain(seek(photo, 'id'));
  if (!id) {
    unread.add('media');
    return null;
  }
  const variants = [...places.map((path) => seek(photo, ...path)), thumbnail].flatMap(
    (image) => readImage(image, unread) ?? [],
  );
  if (variants.length === 0) unread.add('media');
  const caption = seek(photo, 'accessibility_caption');
  const description = readPlain(caption);
  if (description === null && caption !== null && (isCaptioned || caption !== undefined))
    unread.add('media.description');
  return {
    id,
    kind: 'image',
    ...(isScaled(photo, variants[0]) && { scaled: true }),
    ...(description && { description }),
    variants: toUnique(variants),
  };
}

/** A picture `{uri, width, height}`; null when it has no address. */
export function readImage(image: unknown, unread: Unread): Variant | null {
  const url = toMediaUrl(seek(image, 'uri'));
  if (url === null) {
    // The viewer's picture is often only measured; any other place without an address is odd.
    if (hasKey(image, 'uri') && !isPlaceholder(seek(image, 'uri'))) unread.add('media');
    return null;
  }
  const width = readSize(seek(image, 'width'));
  const height = readSize(seek(image, 'height'));
  if ((width === null) !== (height === null)) unread.add('media');
  const expiresAt = readExpiry(url);
  return { url, ...(width && height && { width, height }), ...(expiresAt && { expiresAt }) };
}

/** A picture of the page itself, shown until the true one is there. */
function isPlaceholder(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.startsWith('https://static.xx.fbcdn.net/'));
}

/** The sizes of a photo: `viewer_image` measures the whole, `stp=…_s526x296` in an address cuts it down. */
function isScaled(photo: unknown, best: Variant | undefined): boolean {
  if (!best) return false;
  const whole = readSize(seek(photo, 'viewer_image', 'width')) ?? 0;
  const stp = new URL(best.url).searchParams.get('stp') ?? '';
  return (best.width !== undefined && best.width < whole) || /(^|_)[a-z]{1,2}\d+x\d+(_|$)/.test(stp);
}

function readSize(value: unknown): number | null {
  const size = typeof value === 'number' ? Math.round(value) : toWhole(value);
  return size !== null && Number.isSafeInteger(size) && size > 0 ? size : null;
}

function toUnique(variants: Variant[]): Variant[] {
  const byUrl = new Map<string, Variant>();
  for (const variant of variants) if (!byUrl.has(variant.url)) byUrl.set(variant.url, variant);
  return [...byUrl.values()];
}
