/** Command lines for still pictures, sheets and short animations of a video. Pure. */
import type { MediaTrack, Picture } from '../../shared/protocol/media-commands.ts';
import type { Abilities } from './abilities.ts';
import { chooseEncoder } from './encoders.ts';
import type { ProbedMedia } from './parse-probe.ts';
import { buildPictureFilters, type Size } from './picture-filters.ts';
import { buildInput } from './probe.ts';

/** Pictures on their way, numbered in the folder for work; the folder is the program's own, so names need no path. */
const numbered = 'file:%06d.png';
/** Between and around the pictures of a sheet. */
const gapPx = 4;

/** A few pictures of a video that follow each other. */
export interface Grab {
  path: string;
  media: ProbedMedia;
  track: MediaTrack;
  atSec: number;
  size: Size;
  /** Null: one picture. */
  piece: { sec: number; fps: number } | null;
  /** Number of the first picture. */
  number: number;
}

/** Seeks to the moment and writes pictures from there on. */
export function buildGrabArguments(grab: Grab, abilities: Abilities): string[] {
  const { piece } = grab;
  const filters = [
    ...(piece ? [`fps=${piece.fps}`] : []),
    ...buildPictureFilters(grab.track, grab.size, abilities),
    'format=rgb24',
  ];
  return [
    ...['-ss', grab.atSec.toFixed(3), ...(piece ? ['-t', `${piece.sec}`] : [])],
    ...buildInput(grab.path, grab.media.demuxer),
    ...['-map', `0:${grab.track.index}`, '-vf', filters.join(',')],
    ...(piece ? [] : ['-frames:v', '1']),
    ...['-c:v', 'png', '-f', 'image2', '-start_number', `${grab.number}`, numbered],
  ];
}

const buildNumbered = (fps: number): string[] => [
  ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'image2', '-f', 'image2'],
  ...['-framerate', `${fps}`, '-start_number', '0', '-i', numbered],
];

/** Has ffmpeg tell how much each numbered picture shows: its entropy, which is low for black, blurred and plain ones. */
export const buildEntropyArguments = (): string[] => [
  ...buildNumbered(1),
  ...['-vf', 'entropy,metadata=mode=print:file=-', '-f', 'null', '-'],
];

/** The entropy that a line of `buildEntropyArguments` tells; null for other lines. Green weighs most in what is seen. */
export function parseEntropy(line: string): number | null {
  const [, text] = /^lavfi\.entropy\.normalized_entropy\.normal\.G=([\d.]+)$/.exec(line) ?? [];
  return text === undefined ? null : Number.parseFloat(text);
}

function buildEncoder(
  format: Picture['format'] | 'webp animation',
  muxer: string,
  abilities: Abilities,
): string[] {
  const { name, args } = chooseEncoder(format, abilities);
  return ['-c:v', name, ...args, '-f', muxer];
}

/** Puts the numbered pictures together as the finished file. Throws `ffmpeg.no_encoder`. */
export function buildPictureArguments(picture: Picture, draft: string, abilities: Abilities): string[] {
  const output = `file:${draft}`;
  switch (picture.kind) {
    case 'frame':
      return [...buildNumbered(1), '-frames:v', '1', ...buildStill(picture.format, abilities), output];
    case 'sheet': {
      const tile = `tile=${picture.columns}x${picture.rows}:margin=${gapPx}:padding=${gapPx}`;
      return [
        ...buildNumbered(1),
        '-vf',
        tile,
        '-frames:v',
        '1',
        ...buildStill(picture.format, abilities),
        output,
      ];
    }
    case 'animation':
      return picture.format === 'webp'
        ? [...buildNumbered(picture.fps), ...buildEncoder('webp animation', 'webp', abilities), output]
        : [
            ...buildNumbered(picture.fps),
            // One set of 256 colours for all pictures, chosen from them.
            ...['-vf', 'split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer'],
            ...buildEncoder('gif', 'gif', abilities),
            output,
          ];
  }
}

/** `image2` with `-update` writes one file under a plain name, whatever signs are in it. */
const buildStill = (format: 'jpg' | 'png' | 'webp', abilities: Abilities): string[] => [
  ...buildEncoder(format, 'image2', abilities),
  ...['-update', '1'],
];

/** The whole file in pixels, where pictures of one size are put together. */
export function toPictureSize(picture: Picture, size: Size): Size {
  if (picture.kind !== 'sheet') return size;
  const along = (count: number, pixels: number): number => count * pixels + (count + 1) * gapPx;
  return { width: along(picture.columns, size.width), height: along(picture.rows, size.height) };
}
