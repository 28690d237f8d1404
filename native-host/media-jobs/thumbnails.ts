/** Pictures of a video: one, a sheet of many, or a short animation. */
import { open } from 'node:fs/promises';
import { AppError } from '../../shared/app-error.ts';
import type { Picture, ThumbnailsRequest, ThumbnailsResult } from '../../shared/protocol/media-commands.ts';
import { openFileRoot, resolveInput } from '../archive/file-ref.ts';
import type { FileRoot } from '../archive/folder.ts';
import { readAbilities } from '../ffmpeg/abilities.ts';
import { findFfmpeg } from '../ffmpeg/locate.ts';
import { buildPictureArguments, toPictureSize } from '../ffmpeg/picture-arguments.ts';
import { fitWidth, type Size, toShownSize } from '../ffmpeg/picture-filters.ts';
import { parseCanvasSize, sizeHeadBytes } from '../ffmpeg/picture-size.ts';
import { probeMedia } from '../ffmpeg/probe.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { findBest, grabAll, type Scene, toMoments } from './grab-pictures.ts';
import { makeProduct } from './product.ts';
import { type MediaControl, readSource, type Source, toStage } from './source.ts';

/** A request whose file was found: the path is absolute. */
export interface ThumbnailsOrder {
  input: string;
  root: FileRoot;
  stem: string;
  picture: Picture;
}

/** WebP and JPEG end near there. */
const maxSidePx = 16_000;

/** Where the pictures are taken from. Throws `media.unsupported` for a file without a length, in which nothing can be found. */
async function chooseMoments(scene: Scene, picture: Picture): Promise<number[]> {
  const { durationSec } = scene.source.media;
  if (picture.kind === 'frame' && picture.atSec !== null) return [picture.atSec];
  if (durationSec === null) throw new AppError('media.unsupported', 'The file has no length.');
  if (picture.kind === 'frame') return [await findBest(scene, durationSec)];
  if (picture.kind === 'sheet') return toMoments(durationSec, picture.columns * picture.rows);
  // A piece that begins in the middle of its part must not run over the end.
  const lastSec = Math.max(0, durationSec - picture.pieceSec);
  return toMoments(durationSec, picture.pieces).map((moment) => Math.min(moment, lastSec));
}

function checkRequest({ picture, source }: { picture: Picture; source: Source }, whole: Size): void {
  const { durationSec } = source.media;
  if (Math.max(whole.width, whole.height) > maxSidePx)
    throw new AppError('input.invalid', `The picture would be larger than ${maxSidePx} pixels.`);
  if (
    picture.kind === 'frame' &&
    picture.atSec !== null &&
    durationSec !== null &&
    picture.atSec > durationSec
  )
    throw new AppError('input.invalid', 'The moment is behind the end of the video.', {
      context: { durationSec },
    });
}

async function readSize(file: string, scene: Omit<Scene, 'folder'>): Promise<Size> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sizeHeadBytes), 0, sizeHeadBytes, 0);
    const canvas = parseCanvasSize(buffer.subarray(0, bytesRead));
    if (canvas) return canvas;
  } finally {
    await handle.close();
  }
  const { ffmpeg, host, signal } = scene;
  const { tracks } = await probeMedia(file, { ffmpeg, machine: host.machine, signal });
  return tracks[0] ? toShownSize(tracks[0]) : { width: 0, height: 0 };
}

/** Makes the file. Throws the codes of `makeProduct`, `probeMedia` and `runFfmpeg`, `ffmpeg.no_encoder` and `input.invalid`. */
export async function makeThumbnails(
  order: ThumbnailsOrder,
  control: MediaControl,
): Promise<ThumbnailsResult> {
  const { host, signal, emit } = control;
  const { picture } = order;
  emit(toStage('reading'));
  const ffmpeg = await findFfmpeg(host);
  const source = await readSource(order.input, ffmpeg, control);
  const track = source.media.tracks.find(({ kind }) => kind === 'video');
  if (!track) throw new AppError('media.unsupported', 'The file has no picture.');
  const abilities = await readAbilities(ffmpeg, host.machine);
  const scene = { host, ffmpeg, signal, source, track, abilities, emit };
  const size = fitWidth(toShownSize(track), picture.width);
  const whole = toPictureSize(picture, size);
  checkRequest({ picture, source }, whole);
  const piece = picture.kind === 'animation' ? { sec: picture.pieceSec, fps: picture.fps } : null;
  let atSec: number[] = [];
  const product = await makeProduct(
    {
      root: order.root,
      path: `${order.stem}.${picture.format}`,
      identity: JSON.stringify(['thumbnails', source.identity, picture]),
    },
    {
      signal,
      async make(draft, folder) {
        const inFolder = { ...scene, folder };
        atSec = await grabAll(inFolder, { size, piece }, await chooseMoments(inFolder, picture));
        const args = buildPictureArguments(picture, draft, abilities);
        await runFfmpeg({ ...inFolder, args, cwd: folder, durationSec: null });
        emit(toStage('checking'));
      },
      async check(file) {
        const found = await readSize(file, scene);
        if (found.width !== whole.width || found.height !== whole.height)
          throw new AppError('media.damaged', 'The picture does not have its size.', { retryable: false });
        return found;
      },
    },
  );
  return { record: product.record, ...product.checked, atSec };
}

/** The same for a request, whose file is below our folders. */
export async function runThumbnails(
  request: ThumbnailsRequest,
  control: MediaControl,
): Promise<ThumbnailsResult> {
  const { config } = control.host;
  return makeThumbnails(
    {
      input: await resolveInput(request.input, config),
      root: await openFileRoot(request.target, config),
      stem: request.target.stem,
      picture: request.picture,
    },
    control,
  );
}
