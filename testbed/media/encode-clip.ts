import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ClipPlan, type StreamPlan, toPictureSize } from './clip-plan.ts';

const SEGMENT_SEC = 2;
/** One index at the front, as the platforms' own files have. */
export const indexedMp4 = ['-movflags', '+dash+frag_keyframe+empty_moov+default_base_moof+global_sidx'];

/** The file of an encoding inside a clip's folder: `134.mp4`. */
export function toStreamFile(stream: Pick<StreamPlan, 'itag' | 'container'>): string {
  return `${stream.itag}.${stream.container}`;
}

/** Runs ffmpeg to the end. Its last words are in the error's message. */
export async function runFfmpeg(args: readonly string[]): Promise<void> {
  const quiet = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y'];
  // The AV1 encoder has its own log, which is all banner.
  await promisify(execFile)('ffmpeg', [...quiet, ...args], { env: { ...process.env, SVT_LOG: '1' } });
}

/** Encodes all files of a clip into `dir`; itag 18 and the segments are copies of the tracks. */
export async function encodeClip(plan: ClipPlan, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await runFfmpeg(buildEncodeArgs(plan, dir));
  await runFfmpeg(buildMuxArgs(dir));
  if (!plan.hasSegments) return;
  await mkdir(join(dir, 'hls'));
  await mkdir(join(dir, 'dash'));
  await runFfmpeg(buildHlsArgs(dir));
  await runFfmpeg(buildDashArgs(dir));
}

/** The clip's picture in a size, as a source for ffmpeg. */
export function buildPicture(plan: ClipPlan, { width, height }: { width: number; height: number }): string {
  const { fps, durationSec, hueDegrees } = plan;
  return `testsrc2=size=${width}x${height}:rate=${fps}:duration=${durationSec},hue=h=${hueDegrees}`;
}

function buildEncodeArgs(plan: ClipPlan, dir: string): string[] {
  const { durationSec, toneHz } = plan;
  const largest = toPictureSize(plan, Math.max(...plan.streams.map(({ heightClass }) => heightClass)));
  const tone = `sine=frequency=${toneHz}:sample_rate=48000:duration=${durationSec}`;
  return [
    ...['-f', 'lavfi', '-i', buildPicture(plan, largest), '-f', 'lavfi', '-i', tone],
    ...plan.streams.flatMap((stream) => buildOutputArgs(plan, stream, dir)),
  ];
}

function buildOutputArgs(plan: ClipPlan, stream: StreamPlan, dir: string): string[] {
  const container = stream.container === 'mp4' ? indexedMp4 : ['-cues_to_front', '1'];
  const target = [...container, join(dir, toStreamFile(stream))];
  if (stream.kind === 'audio') {
    const fragments = stream.container === 'mp4' ? ['-frag_duration', `${SEGMENT_SEC}000000`] : [];
    return ['-map', '1:a', '-ac', '2', ...stream.encoder, ...fragments, ...target];
  }
  const { width, height } = toPictureSize(plan, stream.heightClass);
  const groups = ['-g', String(plan.fps * SEGMENT_SEC), '-keyint_min', String(plan.fps * SEGMENT_SEC)];
  return ['-map', '0:v', '-s', `${width}x${height}`, ...stream.encoder, ...groups, ...target];
}

function buildMuxArgs(dir: string): string[] {
  const inputs = ['-i', join(dir, '134.mp4'), '-i', join(dir, '140.mp4')];
  return [
    ...inputs,
    '-map',
    '0:v',
    '-map',
    '1:a',
    '-c',
    'copy',
    '-movflags',
    '+faststart',
    join(dir, '18.mp4'),
  ];
}

/** The inputs and maps of two pictures and one sound, copied. */
function buildTrackArgs(dir: string): string[] {
  const inputs = ['160', '134', '140'].flatMap((itag) => ['-i', join(dir, `${itag}.mp4`)]);
  return [...inputs, '-map', '0:v', '-map', '1:v', '-map', '2:a', '-c', 'copy'];
}

function buildHlsArgs(dir: string): string[] {
  const variants =
    'v:0,agroup:sound,name:144p v:1,agroup:sound,name:360p a:0,agroup:sound,name:sound,default:yes';
  return [
    ...buildTrackArgs(dir),
    ...['-f', 'hls', '-hls_time', String(SEGMENT_SEC), '-hls_playlist_type', 'vod', '-hls_list_size', '0'],
    ...['-var_stream_map', variants, '-master_pl_name', 'master.m3u8'],
    ...['-hls_segment_filename', join(dir, 'hls', '%v-%03d.ts'), join(dir, 'hls', '%v.m3u8')],
  ];
}

function buildDashArgs(dir: string): string[] {
  return [
    ...buildTrackArgs(dir),
    ...['-f', 'dash', '-seg_duration', String(SEGMENT_SEC), '-use_timeline', '1', '-use_template', '1'],
    ...['-adaptation_sets', 'id=0,streams=v id=1,streams=a', join(dir, 'dash', 'manifest.mpd')],
  ];
}
