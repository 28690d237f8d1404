/** Pictures: covers, avatars, the images of photo posts; and the sound that goes with those. */
import type { Media, Variant } from '../../../../shared/model/media.ts';
import { type Fields, needed } from '../documents/drift.ts';
import { dropRepeats, toMirrors, toVariant } from './address.ts';

/** The cover of a post. Until 2023 TikTok drew its logo over the one that the page shows; that one comes last. */
export function readCover(video: Fields): Media[] {
  const field = 'media.thumbnail';
  const variants = ['cover', 'originCover'].flatMap((key, place) =>
    readPicture(video, key, { field, place }),
  );
  return toThumbnail(variants.toSorted((a, b) => Number(isMarked(a)) - Number(isMarked(b))));
}

const isMarked = ({ url }: Variant): boolean => /~tplv-[\w-]*logo/.test(url);

/** The picture of a profile, largest first. */
export function readAvatar(user: Fields): Media[] {
  const keys = ['avatarLarger', 'avatarMedium', 'avatarThumb'];
  return toThumbnail(
    keys.flatMap((key, place) => readPicture(user, key, { field: 'media.thumbnail', place })),
  );
}

/** The picture of a playlist or collection. */
export function readListCover(list: Fields): Media[] {
  return toThumbnail(readPicture(list, 'cover', { field: 'media.thumbnail', place: 1 }));
}

/** The first of several has to be there. */
function readPicture(
  holder: Fields,
  key: string,
  { field, place }: { field: string; place: number },
): Variant[] {
  const text = holder.text(key, field, place === 0);
  const variant = text ? toVariant(text) : null;
  if (text !== null && !variant && (text !== '' || place === 0)) holder.note(key, field);
  return variant ? [variant] : [];
}

/** Addresses of one picture as a thumbnail; none when there are none. */
function toThumbnail(variants: Variant[]): Media[] {
  return variants.length > 0 ? [{ id: 'thumbnail', kind: 'thumbnail', variants: dropRepeats(variants) }] : [];
}

/** Every image of a photo post in its order; both addresses of an image lead to the same file. */
export function readImages(imagePost: Fields): Media[] {
  const field = 'media.image';
  const images = imagePost.objects('images', field, needed);
  if (images.length === 0) imagePost.note('images', field);
  return images.flatMap((image, index) => {
    const address = image.object('imageURL', field, needed);
    const variants = address ? readMirrors(address, 'urlList', field) : [];
    const width = image.whole('imageWidth', field, needed);
    const height = image.whole('imageHeight', field, needed);
    const size = width && height ? { width, height } : {};
    return toImage(
      index + 1,
      variants.map((variant) => ({ ...variant, ...size })),
    );
  });
}

/** The pictures of a comment (`image_list`); not their cropped forms. */
export function readCommentImages(comment: Fields): Media[] {
  return comment.objects('image_list', 'media').flatMap((image, index) => {
    const address = image.object('origin_url', 'media', needed);
    const variants = address ? readMirrors(address, 'url_list', 'media') : [];
    const width = address?.whole('width', 'media', needed);
    const height = address?.whole('height', 'media', needed);
    const size = width && height ? { width, height } : {};
    return toImage(
      index + 1,
      variants.map((variant) => ({ ...variant, ...size })),
    );
  });
}

/** The picture of a user in the form of comments and searches. */
export function readAvatarThumb(user: Fields): Media[] {
  const address = user.object('avatar_thumb', 'media.thumbnail', needed);
  return toThumbnail(address ? readMirrors(address, 'url_list', 'media.thumbnail') : []);
}

function readMirrors(address: Fields, key: string, field: string): Variant[] {
  const { variants, bad } = toMirrors(address.list(key, field, needed));
  if (bad > 0 || variants.length === 0) address.note(key, field);
  return variants;
}

function toImage(number: number, variants: Variant[]): Media[] {
  return variants.length > 0 ? [{ id: `image-${number}`, kind: 'image', variants }] : [];
}

/** The sound of a photo post; TikTok gives no address where it has muted it. */
export function readSound(music: Fields): Media[] {
  const field = 'media.audio';
  const text = music.text('playUrl', field, needed);
  if (!text) return [];
  const variant = toVariant(text);
  if (!variant) music.note('playUrl', field);
  return variant ? [{ id: 'sound', kind: 'audio', variants: [toSoundVariant(variant)] }] : [];
}

/** Sounds cut out of a video are called videos, and are MP4 files without a picture. */
function toSoundVariant({ mimeType, ...variant }: Variant): Variant {
  const type =
    mimeType?.replace(/^video\//, 'audio/') ?? (/\.mp3(?:[?#]|$)/.test(variant.url) ? 'audio/mpeg' : null);
  return type ? { ...variant, mimeType: type } : variant;
}
