import { hash32 } from './catalog/prng.ts';
import type { World } from './catalog/world.ts';
import { encodeBlockJpeg } from './jpeg.ts';

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

/** Two colours and a shape that depend on the name alone. */
function buildPicture(name: string, [width, height]: readonly [number, number]): Buffer {
  const hash = hash32(name);
  const hue = hash % 360;
  const columns = Math.ceil(width / 8);
  const rows = Math.ceil(height / 8);
  const [centerX, centerY] = [
    columns * (0.25 + ((hash >> 9) & 63) / 128),
    rows * (0.3 + ((hash >> 15) & 63) / 160),
  ];
  const radius = Math.min(columns, rows) * (0.18 + ((hash >> 21) & 31) / 160);
  return encodeBlockJpeg(width, height, (column, row) => {
    const isInside = Math.hypot(column - centerX, row - centerY) < radius;
    const light = 0.22 + 0.4 * (row / rows) + 0.12 * (column / columns);
    return toRgb(isInside ? (hue + 160) % 360 : hue, isInside ? 0.68 : light);
  });
}

/** Half-saturated colour of a hue (0-360) and lightness (0-1). */
function toRgb(hue: number, lightness: number): [number, number, number] {
  const spread = 0.55 * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const position = (offset + hue / 30) % 12;
    const part = lightness - spread * Math.max(-1, Math.min(position - 3, 9 - position, 1));
    return Math.round(255 * part);
  };
  return [channel(0), channel(8), channel(4)];
}
