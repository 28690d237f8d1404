/** The cover that a file has, as the library writes it into a new one. Pure. */
import type { MetadataTags } from 'mediabunny';

/** Where ID3 has pictures; the library writes them once as such, and once more as a tag that it does not know. */
const rawPicture = 'APIC';

/** MP4 takes only what says that it is the cover: where nothing does, the first picture is. */
function toCovers(images: NonNullable<MetadataTags['images']>): NonNullable<MetadataTags['images']> {
  if (images.some(({ kind }) => kind === 'coverFront')) return images;
  return images.map((image, place) => (place === 0 ? { ...image, kind: 'coverFront' } : image));
}

/** Tags whose cover is written once, and by every kind of file that has a place for it. */
export function keepCover({ raw, images, ...tags }: MetadataTags): MetadataTags {
  // The library looks whether these are still the ones that it gave.
  const kept = raw && rawPicture in raw ? { ...raw } : raw;
  if (kept !== raw && kept) delete kept[rawPicture];
  return { ...tags, ...(kept && { raw: kept }), ...(images && { images: toCovers(images) }) };
}
