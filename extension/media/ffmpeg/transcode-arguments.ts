/** ffmpeg's command lines that encode, for the core in the browser. Pure. */
import { type ConvertPreset, isShrinkPreset, soundRate } from '../../core/convert.ts';
import type { TranscodeOrder } from '../transcode/transcode-order.ts';
import { inputPath, outputPath } from './ffmpeg-worker.ts';

const sounds: Record<
  Exclude<ConvertPreset, '720p' | '480p'>,
  { codec: string; encoder: readonly string[]; muxer: string }
> = {
  'audio-m4a': { codec: 'aac', encoder: ['aac'], muxer: 'ipod' },
  'audio-mp3': { codec: 'mp3', encoder: ['libmp3lame'], muxer: 'mp3' },
  // Packets of 20 ms with two channels are too much for the core's stack of 64 KiB, and more channels are not taken by it.
  'audio-opus': {
    codec: 'opus',
    encoder: [
      ...['libopus', '-frame_duration', '10', '-compression_level', '5'],
      ...['-af', 'aformat=channel_layouts=mono|stereo'],
    ],
    muxer: 'ogg',
  },
};

const toInput = (place: number): string[] => [
  '-protocol_whitelist',
  'file',
  '-i',
  `file:${inputPath(place)}`,
];
const input = toInput(0);

interface KnownSound {
  /** Codec of the sound that is there; null for none. */
  sound: string | null;
}

function buildSound(preset: keyof typeof sounds, { sound }: KnownSound): string[] {
  const { codec, encoder, muxer } = sounds[preset];
  const how = sound === codec ? ['-c:a', 'copy'] : ['-c:a', ...encoder, '-b:a', `${soundRate}`];
  return ['-map', '0:a:0', '-vn', ...how, '-f', muxer];
}

const toMp4 = ['-f', 'mp4', '-movflags', '+faststart'];

/** In an MP4 only AAC is heard on every machine, whatever else it can hold. */
const buildMp4Sound = ({ sound }: KnownSound): string[] =>
  sound === 'aac' ? ['-c:a', 'copy'] : ['-c:a', 'aac', '-b:a', `${soundRate}`];

function buildPicture(
  { size, pictureRate }: Pick<TranscodeOrder, 'size' | 'pictureRate'>,
  { sound }: KnownSound,
): string[] {
  const scale = size
    ? ['-vf', `scale=${size.width}:${size.height},format=yuv420p`]
    : ['-vf', 'format=yuv420p'];
  const rate = ['-crf', '24', '-maxrate', `${pictureRate}`, '-bufsize', `${pictureRate * 2}`];
  return [
    ...['-map', '0:V:0', '-map', '0:a:0?', ...scale, '-c:v', 'libx264', '-preset', 'veryfast', ...rate],
    ...buildMp4Sound({ sound }),
    ...toMp4,
  ];
}

type Wish = Omit<TranscodeOrder, 'target' | 'source' | 'sounds'>;

const buildWork = (wish: Wish, known: KnownSound): string[] =>
  isShrinkPreset(wish.preset) ? buildPicture(wish, known) : buildSound(wish.preset, known);

/** The whole work. */
export const buildTranscodeArguments = (wish: Wish, known: KnownSound): string[] => [
  ...input,
  ...buildWork(wish, known),
  `file:${outputPath}`,
];

/** Gives a picture that was made already (the first input) the sound of what it was made of (the second). */
export const buildSoundArguments = (known: KnownSound): string[] => [
  ...[...toInput(0), ...toInput(1), '-map', '0:v:0', '-map', '1:a:0', '-c:v', 'copy'],
  ...[...buildMp4Sound(known), ...toMp4, `file:${outputPath}`],
];

/** A piece of it from the middle, thrown away. */
export function buildTrialArguments(
  wish: Wish,
  known: KnownSound & { startSec: number; lengthSec: number },
): string[] {
  const work = buildWork(wish, known);
  const at = work.lastIndexOf('-f');
  return [
    '-ss',
    known.startSec.toFixed(3),
    ...input,
    '-t',
    `${known.lengthSec}`,
    ...work.slice(0, at),
    '-f',
    'null',
    '-',
  ];
}
