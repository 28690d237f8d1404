/** Short clips of every codec, made once by ffmpeg and kept; and what ffprobe and ffmpeg say of a file. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { projectRoot, readToolsRecord } from '../../../scripts/tools.ts';

const tools = await readToolsRecord();
export const ffmpegPath = tools?.ffmpeg?.path ?? 'ffmpeg';
const ffprobePath = ffmpegPath.replace(/ffmpeg([^/\\]*)$/, 'ffprobe$1');

/** Changed when clips are made differently. */
const samplesFolder = join(projectRoot, '.cache', 'media-samples-2');
export const clipSec = 2;
const slowSec = 20;

/** Black and silent until here, so that it can be seen and heard whether both still are at the same time. */
export const markSec = 1;
const untilMark = `enable='lt(t,${markSec})'`;

const toPicture = (size: string) => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=size=${size}:rate=25:duration=${clipSec},drawbox=t=fill:color=black:${untilMark},format=yuv420p`,
];
const picture = toPicture('320x180');
const sound = [
  ...['-f', 'lavfi', '-i'],
  `sine=frequency=440:duration=${clipSec}:sample_rate=48000,volume=0:${untilMark}`,
];
const noise = [
  ...['-f', 'lavfi', '-i'],
  `anoisesrc=duration=${clipSec}:sample_rate=48000:color=pink:amplitude=0.3,volume=0:${untilMark}`,
];

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
/** Two of the above as they are. */
const joined = (picture: string, sound: string, ...more: string[]): string[] => [
  ...[picture, sound].flatMap((name) => ['-i', join(samplesFolder, name)]),
  '-c',
  'copy',
  ...more,
];
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
    ...toPicture('1280x720'),
    ...sound,
    ...['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'],
  ],
  'hevc-film.mp4': joined('hevc.mp4', 'aac.m4a', '-tag:v', 'hvc1'),
  'broadcast.ts': joined('h264.mp4', 'mp3.mp3'),
  'small.mkv': joined('av1.mp4', 'aac.m4a'),
  'odd.mp4': joined('vp9.webm', 'mp3.mp3'),
  'pieces.mp4': joined('h264.mp4', 'opus.webm', '-movflags', '+frag_keyframe+delay_moov+default_base_moof'),
  'old.avi': [...picture, ...sound, '-c:v', 'mpeg4', '-c:a', 'libmp3lame'],
  // Few pictures and many pieces of sound, for as long as one can be ahead of the other.
  'slow.mp4': ['-f', 'lavfi', '-i', `testsrc2=size=160x90:rate=5:duration=${slowSec}`, '-c:v', 'libx264'],
  'slow.m4a': ['-f', 'lavfi', '-i', `sine=duration=${slowSec}:sample_rate=48000`, '-c:a', 'aac'],
  'stereo.avi': [...noise, '-ac', '2', '-ar', '44100', '-c:a', 'libmp3lame'],
  'surround.avi': [...noise, '-ac', '6', '-c:a', 'ac3'],
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

/** Where the packets of a file lie in it, in that order. */
export async function listPackets(path: string): Promise<{ kind: string; startSec: number }[]> {
  const shown = ['-show_entries', 'packet=codec_type,pts_time,pos', '-of', 'json'];
  const { stdout } = await execa(ffprobePath, ['-v', 'error', ...shown, path]);
  const { packets }: { packets: { codec_type: string; pts_time: string; pos: string }[] } =
    JSON.parse(stdout);
  return packets
    .sort((one, other) => Number(one.pos) - Number(other.pos))
    .map(({ codec_type: kind, pts_time: start }) => ({ kind, startSec: Number(start) }));
}

/** What ffmpeg complains about when it decodes all of a file, or from where `from` says; empty for a sound one. */
export async function decodeFile(path: string, from: readonly string[] = []): Promise<string> {
  const args = ['-v', 'error', '-xerror', ...from, '-i', path, '-f', 'null', '-'];
  return (await execa(ffmpegPath, args, { reject: false })).stderr;
}

/** When the picture is no longer black and the sound no longer silent, in seconds, and what ffmpeg complained about. */
export interface SeenMarks {
  pictureSec: number | null;
  soundSec: number | null;
  complaints: string;
}

const brightPicture = 40;

/** Decodes all of a file that has sound, and perhaps a picture. */
export async function findMarks(path: string): Promise<SeenMarks> {
  const print = (name: string) => `print:key=lavfi.${name}:file=-`;
  const look = ['-vf', `signalstats,metadata=${print('signalstats.YAVG')}`];
  const listen = ['-af', `silencedetect=noise=-30dB:duration=0.2,ametadata=${print('silence_end')}`];
  const args = ['-v', 'error', '-xerror', '-i', path, ...look, ...listen, '-f', 'null', '-'];
  const { stdout, stderr } = await execa(ffmpegPath, args, { reject: false });
  const pictures = [...stdout.matchAll(/pts_time:(\S+)\s+lavfi\.signalstats\.YAVG=(\S+)/g)];
  const bright = pictures.find(([, , brightness]) => Number(brightness) > brightPicture);
  const [, silenceEnd] = /silence_end=(\S+)/.exec(stdout) ?? [];
  return {
    pictureSec: bright ? Number(bright[1]) : null,
    soundSec: silenceEnd === undefined ? null : Number(silenceEnd),
    complaints: stderr,
  };
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
