/** Single pictures out of a video, into a folder for work, numbered as they are taken. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { MediaTrack } from '../../shared/protocol/media-commands.ts';
import type { Abilities } from '../ffmpeg/abilities.ts';
import { buildEntropyArguments, buildGrabArguments, parseEntropy } from '../ffmpeg/picture-arguments.ts';
import { fitWidth, type Size, toShownSize } from '../ffmpeg/picture-filters.ts';
import { type FfmpegTask, runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { type MediaControl, type Source, toStage } from './source.ts';

/** So many pictures are looked at for the best one, at this width. */
const candidates = 12;
const candidateWidth = 160;
/** A video, and the folder that its pictures go to. */
export interface Scene extends FfmpegTask {
  source: Source;
  track: MediaTrack;
  abilities: Abilities;
  /** Empty but for the numbered pictures. */
  folder: string;
  emit: MediaControl['emit'];
}

/** What to take from each moment. */
export interface Wish {
  size: Size;
  piece: { sec: number; fps: number } | null;
}

/** Moments all over the length, each in the middle of an equal part: no black beginning, no end titles. */
export const toMoments = (durationSec: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => ((index + 0.5) / count) * durationSec);

const countPictures = async (folder: string): Promise<number> =>
  (await readdir(folder)).filter((name) => name.endsWith('.png')).length;

/** Takes pictures at a moment, or from before it where the file ends sooner than it says; answers where they are from. */
async function grab(scene: Scene, wish: Wish, wantedSec: number): Promise<number> {
  const { source, track, abilities, folder } = scene;
  const before = await countPictures(folder);
  for (const atSec of [wantedSec, wantedSec - 0.2, wantedSec - 1, wantedSec / 2].map((sec) =>
    Math.max(0, sec),
  )) {
    const args = buildGrabArguments({ ...source, track, atSec, ...wish, number: before }, abilities);
    await runFfmpeg({ ...scene, args, cwd: folder, durationSec: null });
    if ((await countPictures(folder)) > before) return atSec;
  }
  throw new AppError('media.damaged', 'No picture can be read from the file.', { retryable: false });
}

/** Takes pictures at each moment, in order; answers where they are from. Throws `media.damaged` and the codes of `runFfmpeg`. */
export async function grabAll(scene: Scene, wish: Wish, moments: readonly number[]): Promise<number[]> {
  const from: number[] = [];
  for (const moment of moments) {
    from.push(await grab(scene, wish, moment));
    scene.emit({ ...toStage('working'), percent: (from.length / moments.length) * 100 });
  }
  return from;
}

/** The moment, of a dozen, whose picture shows most. The folder is empty again afterwards. */
export async function findBest(scene: Scene, durationSec: number): Promise<number> {
  const size = fitWidth(toShownSize(scene.track), candidateWidth);
  const moments = await grabAll(scene, { size, piece: null }, toMoments(durationSec, candidates));
  const entropies: number[] = [];
  await runFfmpeg({
    ...scene,
    args: buildEntropyArguments(),
    cwd: scene.folder,
    durationSec: null,
    onLine(line) {
      const entropy = parseEntropy(line);
      if (entropy !== null) entropies.push(entropy);
    },
  });
  for (const name of await readdir(scene.folder)) await rm(join(scene.folder, name));
  return moments[entropies.indexOf(Math.max(...entropies))] ?? 0;
}
