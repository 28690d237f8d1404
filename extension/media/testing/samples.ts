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

/** What ffmpeg complains about when it decodes all of a file; empty for a sound one. */
export async function decodeFile(path: string): Promise<string> {
  const { stderr } = await execa(ffmpegPath, ['-v', 'error', '-xerror', '-i', path, '-f', 'null', '-'], {
    reject: false,
  });
  return stderr;
}
