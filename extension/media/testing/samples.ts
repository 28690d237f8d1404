/** Short clips of every codec, made once by ffmpeg and kept; and what ffprobe and ffmpeg say of a file. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { projectRoot, readToolsRecord } from '../../../scripts/tools.ts';

const tools = await readToolsRecord();
export const ffmpegPath = tools?.ffmpeg?.path ?? 'ffmpeg';
const ffprobePath = ffmpegPath.replace(/ffmpeg([^/\\]*)$/, 'ffprobe$1');

/** Changed when clips are made differently. */
const samplesFolder = join(projectRoot, '.cache', 'media-samples-1');
export const clipSec = 2;

const picture = ['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=25:duration=${clipSec},format=yuv420p`];
const sound = ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${clipSec}:sample_rate=48000`];

/** Each in the kind of file in which platforms deliver it. */
export const pictureSamples = {
  h264: { file: 'h264.mp4', args: [...picture, '-c:v', 'libx264', '-bf', '2'] },
  hevc: {
    file: 'hevc.mp4',
    args: [...picture, '-c:v', 'libx265', '-tag:v', 'hvc1', '-x265-params', 'log-level=none'],
  },
  vp9: {
    file: 'vp9.webm',
    args: [...picture, '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'],
  },
  av1: { file: 'av1.mp4', args: [...picture, '-c:v', 'libaom-av1', '-cpu-used', '8', '-usage', 'realtime'] },
} as const;
export const soundSamples = {
  aac: { file: 'aac.m4a', args: [...sound, '-c:a', 'aac'] },
  opus: { file: 'opus.webm', args: [...sound, '-c:a', 'libopus'] },
  mp3: { file: 'mp3.mp3', args: [...sound, '-c:a', 'libmp3lame'] },
} as const;
const others = {
  'cover.jpg': ['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=1:duration=1', '-frames:v', '1'],
  'cover.webp': [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=64x64:rate=1:duration=1',
    '-frames:v',
    '1',
    '-c:v',
    'libwebp',
  ],
  'film.webm': [
    ...['-f', 'lavfi', '-i', `testsrc2=size=1280x720:rate=25:duration=${clipSec},format=yuv420p`, ...sound],
    ...['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'],
  ],
  'hevc-film.mp4': [
    ...[
      '-i',
      join(samplesFolder, 'hevc.mp4'),
      '-i',
      join(samplesFolder, 'aac.m4a'),
      '-c',
      'copy',
      '-tag:v',
      'hvc1',
    ],
  ],
  'old.avi': [...picture, ...sound, '-c:v', 'mpeg4', '-c:a', 'libmp3lame'],
  'upright.mp4': ['-i', join(samplesFolder, 'h264.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90'],
} as const;

async function make(file: string, args: readonly string[]): Promise<void> {
  const path = join(samplesFolder, file);
  if (existsSync(path)) return;
  const draft = join(samplesFolder, `draft-${process.pid}-${file}`);
  await execa(ffmpegPath, ['-v', 'error', '-y', ...args, draft]);
  renameSync(draft, path);
}

/** Makes what is not there yet, and returns the folder. */
export async function makeSamples(): Promise<string> {
  mkdirSync(samplesFolder, { recursive: true });
  for (const { file, args } of [...Object.values(pictureSamples), ...Object.values(soundSamples)])
    await make(file, args);
  for (const [file, args] of Object.entries(others)) await make(file, args);
  return samplesFolder;
}

/** A stream as ffprobe tells it. */
export interface SeenStream {
  codec_type: string;
  codec_name: string;
  start_time?: string;
  width?: number;
  height?: number;
  duration?: string;
  tags?: Record<string, string>;
  disposition?: Record<string, number>;
}

export interface SeenFile {
  streams: SeenStream[];
  chapters: { start_time: string; tags?: { title?: string } }[];
  format: { format_name: string; duration: string; tags?: Record<string, string> };
}

/** What ffprobe says of a file. */
export async function probeFile(path: string): Promise<SeenFile> {
  const shown = ['-show_streams', '-show_format', '-show_chapters', '-of', 'json'];
  const { stdout } = await execa(ffprobePath, ['-v', 'error', ...shown, path]);
  return JSON.parse(stdout);
}

/** What ffmpeg complains about when it decodes all of a file, or from where `from` says; empty for a sound one. */
export async function decodeFile(path: string, from: readonly string[] = []): Promise<string> {
  const args = ['-v', 'error', '-xerror', ...from, '-i', path, '-f', 'null', '-'];
  return (await execa(ffmpegPath, args, { reject: false })).stderr;
}

/** Picture and sound of about so many bytes, as two files, in a folder of their own. */
export async function makeLongSample(
  bytes: number,
): Promise<{ folder: string; video: string; audio: string; durationSec: number }> {
  const folder = join(samplesFolder, `long-${bytes}`);
  const clip = { durationSec: 20, bitrate: 8_000_000 };
  const loops = Math.ceil((bytes * 8) / clip.bitrate / clip.durationSec);
  const durationSec = loops * clip.durationSec;
  const long = { folder, video: 'video.mp4', audio: 'audio.m4a', durationSec };
  if (existsSync(join(folder, long.audio))) return long;
  mkdirSync(folder, { recursive: true });
  const run = (...args: string[]) => execa(ffmpegPath, ['-v', 'error', '-y', ...args]);
  const noise = `testsrc2=size=1280x720:rate=25:duration=${clip.durationSec},noise=alls=40:allf=t,format=yuv420p`;
  const rate = [
    '-b:v',
    `${clip.bitrate}`,
    '-minrate',
    `${clip.bitrate}`,
    '-maxrate',
    `${clip.bitrate}`,
    '-bufsize',
    `${clip.bitrate}`,
  ];
  const piece = join(folder, 'clip.mp4');
  await run('-f', 'lavfi', '-i', noise, '-c:v', 'libx264', '-preset', 'ultrafast', ...rate, piece);
  await run('-stream_loop', `${loops - 1}`, '-i', piece, '-c', 'copy', join(folder, long.video));
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${durationSec}:sample_rate=48000`];
  await run(...tone, '-c:a', 'aac', join(folder, `draft-${long.audio}`));
  renameSync(join(folder, `draft-${long.audio}`), join(folder, long.audio));
  return long;
}
