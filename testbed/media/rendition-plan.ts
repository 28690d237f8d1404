import type { Rendition } from './clip.ts';
import type { ClipPlan } from './clip-plan.ts';

/** How a rendition is made: encoded from the clip's picture and its AAC sound, or copied from these files of the clip. */
export interface RenditionPlan {
  name: Rendition['name'];
  kind: 'video' | 'muxed';
  /** The shorter side in pixels. */
  heightClass: number;
  from: { encoder: readonly string[]; isMarked?: boolean } | { files: readonly [string, ...string[]] };
}

const hevcSec = new Set([5, 9, 25]);
const av1Sec = new Set([5, 9]);
const hdSec = new Set([4, 10, 20]);
const longestSec = 60;

const x264 = ['-c:v', 'libx264', '-preset', 'superfast', '-crf', '34', '-pix_fmt', 'yuv420p'];
const x265 = [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '38', '-pix_fmt', 'yuv420p'],
  ...['-x265-params', 'log-level=error', '-tag:v', 'hvc1'],
];
const av1 = ['-c:v', 'libsvtav1', '-preset', '12', '-crf', '52', '-pix_fmt', 'yuv420p'];

/** What is made of a clip besides YouTube's formats: upright ones as TikTok has them, and tracks as Facebook has them. */
export function planRenditions({ durationSec, isPortrait }: ClipPlan): RenditionPlan[] {
  if (durationSec > longestSec) return [];
  const upright: RenditionPlan[] = [
    { name: 'h264_540', kind: 'muxed', heightClass: 576, from: { encoder: x264 } },
    { name: 'h264_540_marked', kind: 'muxed', heightClass: 576, from: { encoder: x264, isMarked: true } },
  ];
  const hevc: RenditionPlan = {
    name: 'hevc_1080',
    kind: 'muxed',
    heightClass: 1080,
    from: { encoder: x265 },
  };
  const av01: RenditionPlan = { name: 'av1_1080', kind: 'video', heightClass: 1080, from: { encoder: av1 } };
  const hd: RenditionPlan[] = [
    { name: 'h264_720', kind: 'muxed', heightClass: 720, from: { files: ['136.mp4', '140.mp4'] } },
    { name: 'vp9_720', kind: 'video', heightClass: 720, from: { files: ['247.webm'] } },
  ];
  return [
    ...(isPortrait ? upright : []),
    ...(hevcSec.has(durationSec) ? [hevc] : []),
    ...(av1Sec.has(durationSec) ? [av01] : []),
    ...(hdSec.has(durationSec) ? hd : []),
    { name: 'vp9_360', kind: 'video', heightClass: 360, from: { files: ['243.webm'] } },
  ];
}
