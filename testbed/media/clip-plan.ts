/** How one file of a clip is encoded. */
export interface StreamPlan {
  itag: number;
  kind: 'video' | 'audio';
  container: 'mp4' | 'webm';
  /** The shorter side in pixels; 0 for audio. */
  heightClass: number;
  encoder: readonly string[];
}

/** What is made for one clip. All of it is fixed, so that every machine has the same clips. */
export interface ClipPlan {
  id: string;
  durationSec: number;
  isPortrait: boolean;
  fps: number;
  /** Turns the test picture's colours, in degrees: clips look different. */
  hueDegrees: number;
  /** And sound different. */
  toneHz: number;
  hasSegments: boolean;
  streams: StreamPlan[];
}

const durationsSec = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 17, 20, 25, 30, 45, 60, 90, 120, 180, 300,
];
const portraitSec = new Set([5, 9, 13, 17, 25, 45]);
const segmentedSec = new Set([10, 20, 30]);
const av1Sec = new Set([3, 8, 12, 30]);
const hdSec = new Set([4, 10, 20]);
const fullHdSec = new Set([10, 20]);

const x264 = ['-c:v', 'libx264', '-preset', 'superfast', '-crf', '34', '-pix_fmt', 'yuv420p'];
const vp9 = [
  '-c:v',
  'libvpx-vp9',
  '-deadline',
  'realtime',
  '-cpu-used',
  '8',
  '-row-mt',
  '1',
  '-b:v',
  '0',
  '-crf',
  '52',
];
const av1 = ['-c:v', 'libsvtav1', '-preset', '12', '-crf', '52'];

/** Few frames where there are many seconds: the library has a quarter of an hour of every format. */
function toFps(durationSec: number): number {
  if (durationSec <= 20) return 25;
  return durationSec <= 60 ? 10 : 5;
}

function planStreams(durationSec: number): StreamPlan[] {
  const video =
    (container: 'mp4' | 'webm', encoder: readonly string[]) => (itag: number, heightClass: number) =>
      ({ itag, kind: 'video', container, heightClass, encoder }) as const;
  const h264 = video('mp4', x264);
  const webm = video('webm', vp9);
  const av01 = video('mp4', av1);
  const aac = ['-c:a', 'aac', '-b:a', '48k'];
  const opus = ['-c:a', 'libopus', '-b:a', '32k', '-compression_level', '0'];
  return [
    h264(160, 144),
    h264(134, 360),
    webm(278, 144),
    webm(243, 360),
    ...(hdSec.has(durationSec) ? [h264(136, 720), webm(247, 720)] : []),
    ...(fullHdSec.has(durationSec) ? [h264(137, 1080)] : []),
    ...(av1Sec.has(durationSec) ? [av01(394, 144), av01(396, 360)] : []),
    { itag: 140, kind: 'audio', container: 'mp4', heightClass: 0, encoder: aac },
    { itag: 251, kind: 'audio', container: 'webm', heightClass: 0, encoder: opus },
  ];
}

/** Every clip of the library, shortest first. */
export const clipPlans: readonly ClipPlan[] = durationsSec.map((durationSec, index) => ({
  id: `clip-${String(durationSec).padStart(3, '0')}s`,
  durationSec,
  isPortrait: portraitSec.has(durationSec),
  fps: toFps(durationSec),
  hueDegrees: index * 15,
  toneHz: 220 + index * 20,
  hasSegments: segmentedSec.has(durationSec),
  streams: planStreams(durationSec),
}));

/** Width and height in pixels, always even. */
export function toPictureSize(plan: ClipPlan, heightClass: number): { width: number; height: number } {
  const long = Math.round((heightClass * 16) / 9 / 2) * 2;
  return plan.isPortrait ? { width: heightClass, height: long } : { width: long, height: heightClass };
}
