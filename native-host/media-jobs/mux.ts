/** Tracks of several files in one, without encoding any picture or sound. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { MediaProduct, MuxRequest } from '../../shared/protocol/media-commands.ts';
import { openFileRoot, resolveInput } from '../archive/file-ref.ts';
import type { FileRoot } from '../archive/folder.ts';
import { buildChapterText } from '../ffmpeg/chapters.ts';
import { type Container, chooseContainer, toSubtitleCodec } from '../ffmpeg/containers.ts';
import { type Ffmpeg, findFfmpeg } from '../ffmpeg/locate.ts';
import {
  buildCoverArguments,
  buildMuxArguments,
  type Cover,
  type MuxInput,
  type MuxPlan,
} from '../ffmpeg/mux-arguments.ts';
import { probeMedia, readImageDemuxer } from '../ffmpeg/probe.ts';
import { type FfmpegTask, runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { checkMade, type PromisedTrack, toMediaProduct, toTrackLength } from './media-product.ts';
import { toPlainCaptions } from './plain-captions.ts';
import { checkRoom, makeProduct } from './product.ts';
import { type MediaControl, readSource, type Source, toStage, toWorking } from './source.ts';

/** A request whose files were found: paths are absolute. */
export interface MuxOrder extends Pick<MuxRequest, 'container' | 'metadata' | 'chapters'> {
  inputs: ReadonlyArray<Pick<MuxRequest['inputs'][number], 'take' | 'language'> & { path: string }>;
  root: FileRoot;
  stem: string;
  cover: string | null;
}

function toInput(source: Source, { take, language }: MuxOrder['inputs'][number]): MuxInput {
  const tracks = source.media.tracks.filter(({ kind }) => take.some((wanted) => wanted === kind));
  if (tracks.length === 0)
    throw new AppError('media.unsupported', 'A file has none of the tracks that were to be taken.');
  return { path: source.path, media: source.media, tracks, language };
}

async function readCover(path: string): Promise<Cover> {
  const demuxer = await readImageDemuxer(path);
  if (demuxer === null) throw new AppError('media.unsupported', 'The cover is no JPEG, PNG or WebP picture.');
  return { path, demuxer };
}

/** What the finished file has to have. */
const listPromised = (inputs: readonly MuxInput[], cover: Cover | null): PromisedTrack[] => [
  ...inputs.flatMap(({ media, tracks }) =>
    tracks.map((track) => ({ kind: track.kind, durationSec: toTrackLength(track, media) })),
  ),
  ...(cover ? [{ kind: 'cover', durationSec: null } as const] : []),
];

/** The tracks that stay as they are, by their place in the new file. Captions may be written in another way. */
function listCopied(inputs: readonly MuxInput[], container: Container): number[] {
  const tracks = inputs.flatMap((input) => input.tracks);
  return tracks.flatMap(({ kind, codec }, index) =>
    kind !== 'subtitle' || toSubtitleCodec(codec, container) === 'copy' ? [index] : [],
  );
}

/** The cover as players know it. */
async function toPlainCover(cover: Cover | null, folder: string, task: FfmpegTask): Promise<Cover | null> {
  if (cover?.demuxer !== 'webp_pipe') return cover;
  const path = join(folder, 'cover.jpg');
  await runFfmpeg({ ...task, args: buildCoverArguments(cover, path), cwd: folder, durationSec: null });
  return { path, demuxer: 'jpeg_pipe' };
}

interface Sources {
  ffmpeg: Ffmpeg;
  list: Source[];
  inputs: MuxInput[];
  cover: Cover | null;
  container: Container;
}

async function readSources(order: MuxOrder, control: MediaControl): Promise<Sources> {
  const ffmpeg = await findFfmpeg(control.host);
  const list: Source[] = [];
  const inputs: MuxInput[] = [];
  for (const wish of order.inputs) {
    const source = await readSource(wish.path, ffmpeg, control);
    list.push(source);
    inputs.push(toInput(source, wish));
  }
  const cover = order.cover === null ? null : await readCover(order.cover);
  const tracks = [
    ...inputs.flatMap((input) => input.tracks),
    ...(cover ? [{ kind: 'cover', codec: cover.demuxer, rotation: 0 } as const] : []),
  ];
  return { ffmpeg, list, inputs, cover, container: chooseContainer(tracks, order.container) };
}

async function writeChapters(chapters: MuxRequest['chapters'], folder: string): Promise<MuxPlan['chapters']> {
  if (chapters === null) return { from: 'first' };
  if (chapters.length === 0) return { from: 'nowhere' };
  const path = join(folder, 'chapters.txt');
  await writeFile(path, buildChapterText(chapters));
  return { from: 'file', path };
}

/** Makes the file. Throws the codes of `makeProduct`, `probeMedia` and `runFfmpeg`, and `media.codec_unfit`. */
export async function muxFiles(order: MuxOrder, control: MediaControl): Promise<MediaProduct> {
  control.emit(toStage('reading'));
  const { ffmpeg, list, inputs, cover, container } = await readSources(order, control);
  const { host, signal, emit } = control;
  const promised = listPromised(inputs, cover);
  const durationSec = Math.max(0, ...promised.map((track) => track.durationSec ?? 0)) || null;
  const { metadata, chapters } = order;
  const identity = JSON.stringify([
    'mux',
    list.map((source) => source.identity),
    order.inputs,
    { container: container.id, metadata, chapters, cover: order.cover },
  ]);
  const product = await makeProduct(
    { root: order.root, path: `${order.stem}.${container.id}`, identity },
    {
      signal,
      async make(draft, folder) {
        await checkRoom(
          order.root,
          list.reduce((sum, { bytes }) => sum + bytes, 0),
        );
        const task = { host, ffmpeg, signal };
        const plan = {
          inputs: await Promise.all(inputs.map((input) => toPlainCaptions(input, folder))),
          container,
          metadata,
          chapters: await writeChapters(chapters, folder),
          cover: await toPlainCover(cover, folder, task),
        };
        await runFfmpeg({
          ...task,
          args: buildMuxArguments(plan, draft),
          cwd: folder,
          durationSec,
          onProgress: (progress) => emit(toWorking(progress, durationSec)),
        });
        emit(toStage('checking'));
      },
      check: async (file) =>
        checkMade(await probeMedia(file, { ffmpeg, machine: host.machine, signal }), promised),
    },
  );
  return toMediaProduct(product, {
    container: container.id,
    copied: listCopied(inputs, container),
    leftOut: [],
  });
}

/** The same for a request, whose files are below our folders. */
export async function runMux(request: MuxRequest, control: MediaControl): Promise<MediaProduct> {
  const { config } = control.host;
  const inputs = [];
  for (const { file, ...rest } of request.inputs)
    inputs.push({ ...rest, path: await resolveInput(file, config) });
  return muxFiles(
    {
      ...request,
      inputs,
      root: await openFileRoot(request.target, config),
      stem: request.target.stem,
      cover: request.cover === null ? null : await resolveInput(request.cover, config),
    },
    control,
  );
}
