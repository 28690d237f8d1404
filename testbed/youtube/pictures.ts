import { buildPicture } from '../picture.ts';
import type { World } from './catalog/world.ts';

const thumbnailSizes: Record<string, readonly [number, number]> = {
  maxresdefault: [1280, 720],
  hq720: [1280, 720],
  sddefault: [640, 480],
  hqdefault: [480, 360],
  mqdefault: [320, 180],
  default: [120, 90],
  0: [480, 360],
  oardefault: [405, 720],
  frame0: [540, 960],
};

/** The picture of a video; null where there is none. The biggest size is missing for some. */
export function buildThumbnail(world: World, videoId: string, name: string): Buffer | null {
  const video = world.videos.get(videoId);
  const size = thumbnailSizes[name];
  if (!video || !size) return null;
  if ((name === 'maxresdefault' || name === 'hq720') && !video.hasMaxThumbnail) return null;
  return buildPicture(videoId, size);
}

/** A channel's picture, or any other that only has to be there. */
export function buildAvatar(name: string): Buffer {
  return buildPicture(name, [88, 88]);
}
