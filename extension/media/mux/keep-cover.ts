/** The cover that a file has, as the library writes it into a new one. Pure. */
import type { AttachedImage, MetadataTags } from 'mediabunny';
import type { MuxCover } from './mux-order.ts';

/**
 * What the library writes wrongly as tags that it does not know: pictures of ID3, which it has written already, and chapters
 * of MP4, which get other bytes.
 */
const misread = ['APIC', 'chpl'];

/** MP4 takes only what says that it is the cover: where nothing does, the first picture is. */
function toCovers(images: AttachedImage[]): AttachedImage[] {
  if (images.some(({ kind }) => kind === 'coverFront')) return images;
  return images.map((image, place) => (place === 0 ? { ...image, kind: 'coverFront' } : image));
}

const mimeTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;

/** The cover among the pictures of a file, as ffmpeg is given it; null where it is of a kind that players do not know. */
export function findCover(images: AttachedImage[]): MuxCover | null {
  const cover = toCovers(images).find(({ kind }) => kind === 'coverFront');
  const mimeType = mimeTypes.find((known) => known === cover?.mimeType);
  return cover && mimeType ? { bytes: new Uint8Array(cover.data), mimeType } : null;
}

/** Tags whose cover is written once, and by every kind of file that has a place for it. */
export function keepCover({ raw, images, ...tags }: MetadataTags): MetadataTags {
  // The library looks whether these are still the ones that it gave.
  const kept = raw && misread.some((name) => name in raw) ? { ...raw } : raw;
  if (kept !== raw && kept) for (const name of misread) delete kept[name];
  return { ...tags, ...(kept && { raw: kept }), ...(images && { images: toCovers(images) }) };
}
