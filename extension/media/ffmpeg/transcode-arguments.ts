/** ffmpeg's command lines that encode, for the core in the browser. Pure. */
import { type ConvertPreset, isShrinkPreset, soundRate } from '../../core/convert.ts';
import type { FilmExtras } from '../transcode/film-extras.ts';
import type { TranscodeOrder, TrialPiece } from '../transcode/transcode-order.ts';
import { inputPath, outputPath } from './ffmpeg-worker.ts';

const encoded: Record<
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

/** Each file is brought to 0 by itself: what begins later than that, or sooner, has to be told by how much. */
const toInput = (place: number, delaySec = 0): string[] => [
  ...(delaySec === 0 ? [] : ['-itsoffset', delaySec.toFixed(3)]),
  ...['-protocol_whitelist', 'file', '-i', `file:${inputPath(place)}`],
];

type Wish = Omit<TranscodeOrder, 'target' | 'source'>;

function buildSound(preset: keyof typeof encoded, { sounds: [sound] }: Wish): string[] {
  const { codec, encoder, muxer } = encoded[preset];
  const how = sound === codec ? ['-c:a', 'copy'] : ['-c:a', ...encoder, '-b:a', `${soundRate}`];
  return ['-map', '0:a:0', '-vn', ...how, '-f', muxer];
}

const toMp4 = ['-f', 'mp4', '-movflags', '+faststart'];

/**
 * All sounds of an input that are known. In an MP4 only AAC is heard on every machine, whatever else it can hold.
 */
function buildMp4Sounds(place: number, { sounds }: Pick<Wish, 'sounds'>): string[] {
  const known = sounds.flatMap((codec, number) => (codec === '' ? [] : [{ codec, number }]));
  return known.flatMap(({ codec, number }, at) => [
    ...['-map', `${place}:a:${number}`],
    ...(codec === 'aac' ? [`-c:a:${at}`, 'copy'] : [`-c:a:${at}`, 'aac', `-b:a:${at}`, `${soundRate}`]),
  ]);
}

function buildPicture(wish: Wish): string[] {
  const { size, pictureRate } = wish;
  const scale = size
    ? ['-vf', `scale=${size.width}:${size.height},format=yuv420p`]
    : ['-vf', 'format=yuv420p'];
  const rate = ['-crf', '24', '-maxrate', `${pictureRate}`, '-bufsize', `${pictureRate * 2}`];
  return [
    ...['-map', '0:V:0', ...scale, '-c:v', 'libx264', '-preset', 'veryfast', ...rate],
    ...buildMp4Sounds(0, wish),
    ...toMp4,
  ];
}

const buildWork = (wish: Wish): string[] =>
  isShrinkPreset(wish.preset) ? buildPicture(wish) : buildSound(wish.preset, wish);

/** The whole work. `leadSec`: by how much ffmpeg lets the film begin before its picture and sound do. */
export const buildTranscodeArguments = (wish: Wish, leadSec: number): string[] => [
  ...toInput(0, -leadSec),
  ...buildWork(wish),
  `file:${outputPath}`,
];

/** When picture and sound of a film begin, in seconds. */
interface FilmStart {
  /** The picture after the first of them. */
  delaySec: number;
  /** They after what ffmpeg takes for the beginning of the film. */
  leadSec: number;
}

/**
 * Gives a picture that was made already (the first input), with its cover, the sounds of what it was made of (the second),
 * and what players show of that.
 */
export const buildSoundArguments = (
  wish: Pick<Wish, 'sounds'>,
  { delaySec, leadSec }: FilmStart,
): string[] => [
  ...[...toInput(0, delaySec), ...toInput(1, -leadSec)],
  ...['-map', '0:v', '-c:v', 'copy', ...buildMp4Sounds(1, wish)],
  ...['-map_metadata', '1', ...toMp4, `file:${outputPath}`],
];

/**
 * Gives a film that was made already (the first input) the captions and chapters of what it was made of (the second). No
 * captions can begin before an MP4 does: the film begins as much later.
 */
export const buildExtrasArguments = ({ captions }: FilmExtras, leadSec: number): string[] => [
  ...[...toInput(0, leadSec), ...toInput(1), '-map', '0:v', '-map', '0:a?'],
  ...captions.flatMap(({ number }) => ['-map', `1:s:${number}`]),
  ...['-c', 'copy', ...captions.flatMap(({ codec }, at) => [`-c:s:${at}`, codec])],
  ...['-map_metadata', '1', '-map_chapters', '1', ...toMp4, `file:${outputPath}`],
];

/** A piece of it from the middle, thrown away. */
export function buildTrialArguments(wish: Wish, { startSec, lengthSec }: TrialPiece): string[] {
  const work = buildWork(wish);
  const at = work.lastIndexOf('-f');
  return [
    '-ss',
    startSec.toFixed(3),
    ...toInput(0),
    '-t',
    `${lengthSec}`,
    ...work.slice(0, at),
    '-f',
    'null',
    '-',
  ];
}
