import { hash32 } from '../../prng.ts';
import type { Channel } from '../catalog/model.ts';

export interface Thumbnail {
  url: string;
  width: number;
  height: number;
}

const listSizes = [
  [168, 94],
  [196, 110],
  [246, 138],
  [336, 188],
] as const;

/** The four cropped and signed sizes that lists carry. */
export function toListThumbnails(videoId: string): Thumbnail[] {
  return listSizes.map(([width, height]) => ({
    url: `https://i.ytimg.com/vi/${videoId}/hqdefault.jpg?sqp=-oaymwEb${toSignature(videoId, width)}&rs=AOn4CL${toSignature(videoId, height)}`,
    width,
    height,
  }));
}

/** What a place in a list shows whose video is gone. */
export function toMissingThumbnails(): Thumbnail[] {
  return [{ url: 'https://i.ytimg.com/img/no_thumbnail.jpg', width: 120, height: 90 }];
}

export function toUprightThumbnails(videoId: string): Thumbnail[] {
  const url = `https://i.ytimg.com/vi/${videoId}/oardefault.jpg?sqp=-oaymwEd${toSignature(videoId, 405)}&rs=AOn4CL${toSignature(videoId, 720)}`;
  return [{ url, width: 405, height: 720 }];
}

/** The big ones of the watch page; maxresdefault is listed only where it exists. */
export function toPlayerThumbnails(videoId: string, hasMax: boolean): Thumbnail[] {
  const cropped = toListThumbnails(videoId);
  return hasMax
    ? [...cropped, { url: `https://i.ytimg.com/vi/${videoId}/maxresdefault.jpg`, width: 1280, height: 720 }]
    : [...cropped, { url: `https://i.ytimg.com/vi/${videoId}/sddefault.jpg`, width: 640, height: 480 }];
}

export function toAvatarUrl(channel: Channel, size: number, host = 'yt3.ggpht.com'): string {
  return `https://${host}/ytc/AIdro_${channel.id.slice(2)}=s${size}-c-k-c0x00ffffff-no-rj`;
}

export function toAvatars(channel: Channel, sizes: readonly number[], host?: string): Thumbnail[] {
  return sizes.map((size) => ({ url: toAvatarUrl(channel, size, host), width: size, height: size }));
}

function toSignature(text: string, salt: number): string {
  return Buffer.from(`${hash32(`${text}/${salt}`)}${hash32(`${salt}/${text}`)}`).toString('base64url');
}
