import type { ClipStream } from './data/model.ts';

/** The format number the platform gives to an encoding. */
const videoItags: Record<string, Record<number, number>> = {
  avc1: { 144: 160, 240: 133, 360: 134, 480: 135, 720: 136, 1080: 137, 1440: 264, 2160: 266 },
  vp9: { 144: 278, 240: 242, 360: 243, 480: 244, 720: 247, 1080: 248, 1440: 271, 2160: 313 },
  av01: { 144: 394, 240: 395, 360: 396, 480: 397, 720: 398, 1080: 399, 1440: 400, 2160: 401 },
};
const heights = [144, 240, 360, 480, 720, 1080, 1440, 2160] as const;

/** The shorter side decides, so that upright videos get the number of their class. */
export function toHeightClass(stream: ClipStream): number {
  const side = Math.min(stream.width ?? 0, stream.height ?? 0);
  return heights.findLast((height) => height <= side + 8) ?? 144;
}

/** Null for an encoding the platform does not offer. */
export function toItag(stream: ClipStream): number | null {
  if (stream.kind === 'muxed') return toHeightClass(stream) >= 720 ? 22 : 18;
  if (stream.kind === 'audio') {
    if (stream.codecs.startsWith('mp4a')) return 140;
    return stream.codecs.startsWith('opus') ? 251 : null;
  }
  const family = stream.codecs.startsWith('vp09') ? 'vp9' : (stream.codecs.split('.')[0] ?? '');
  return videoItags[family]?.[toHeightClass(stream)] ?? null;
}
