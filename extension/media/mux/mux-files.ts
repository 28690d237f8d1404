/** One step that puts tracks together: looks at the inputs, chooses the tool, runs it, checks the file, falls back. */
import { proxy } from 'comlink';
import { AppError, toAppError } from '../../../shared/app-error.ts';
import { buildMuxArguments, buildSmallFiles } from '../ffmpeg/mux-arguments.ts';
import { createProgressReader } from '../ffmpeg/progress.ts';
import { probeByFfmpeg, runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { type MediaSource, readLength } from '../files/media-source.ts';
import { type Bunny, startBunny } from './bunny.ts';
import { isHeldCaption } from './caption-fit.ts';
import { checkResult, toPromised } from './check-result.ts';
import { chooseTools, type MuxTool, type ReadInput, type ToolChoice } from './choose-tool.ts';
import { containers } from './containers.ts';
import { toPlainCover } from './cover.ts';
import { isEnd } from './is-end.ts';
import { type MediaProbe, tracksOf } from './media-probe.ts';
import type { MuxCover, MuxOrder, OnPart, TrackKind } from './mux-order.ts';
import { placeByClock } from './place-by-clock.ts';

/** What was made, by what, and why by that. */
export interface MuxResult {
  bytes: number;
  probe: MediaProbe;
  /** Captions of the inputs that were to be taken and are not in it. */
  lacksCaptions: boolean;
  tool: MuxTool;
  /** For the record: tool, reason, and what had failed before. */
  made: string;
}

/** How the work is watched and ended. */
export interface MuxControl {
  signal: AbortSignal;
  onPart?: OnPart;
}

interface ReadControl {
  copier: Bunny;
  signal: AbortSignal;
  /** Kinds of tracks that are known to be in it: a library that sees fewer does not know it well. */
  wanted: readonly TrackKind[];
}

/**
 * Of MPEG-TS the library passes over tracks that it does not know, such as the pictures of television, and takes all sound
 * of MPEG for MP3.
 */
const mayHideTracks = ({ container, tracks, hidesTracks }: MediaProbe): boolean =>
  hidesTracks === true || (container === 'ts' && tracks.some(({ codec }) => codec === 'mp3'));

/** ffmpeg reads a single picture as a film of one. */
const isPicture = ({ container }: MediaProbe): boolean => /^image2$|_pipe$/.test(container);

const listCodecs = ({ tracks }: MediaProbe): string =>
  tracks
    .map(({ codec }) => codec)
    .sort()
    .join(' ');

/** With the captions that the library passes over, as ffmpeg tells them; where it cannot, it stays open which they are. */
async function addCaptions(
  probe: MediaProbe,
  source: MediaSource,
  { signal, wanted }: Pick<ReadControl, 'signal' | 'wanted'>,
): Promise<MediaProbe> {
  if (!probe.hasCaptions || !(wanted.length === 0 || wanted.includes('subtitle'))) return probe;
  try {
    const other = await probeByFfmpeg(source, signal);
    const captions = other ? tracksOf(other, 'subtitle') : [];
    return { ...probe, tracks: [...probe.tracks, ...captions], hasCaptions: false };
  } catch (error) {
    if (isEnd(error)) throw error;
    return probe;
  }
}

/** What a file is, and which tool could read it. Throws `media.unsupported` when none can, `media.damaged` for a head alone. */
export async function readMedia(
  source: MediaSource,
  { copier, signal, wanted }: ReadControl,
): Promise<ReadInput> {
  if ((await readLength(source)) === 0) throw new AppError('media.damaged', 'The file is empty.');
  const probe = await copier
    .ask((worker) => worker.probe(source))
    .catch((error: unknown) => {
      if (isEnd(error)) throw error;
      return null;
    });
  const isKnown =
    probe !== null && probe.tracks.length > 0 && probe.tracks.every(({ codec }) => codec !== null);
  const isRead = isKnown && wanted.every((kind) => kind === 'subtitle' || tracksOf(probe, kind).length > 0);
  if (isRead && !mayHideTracks(probe))
    return { probe: await addCaptions(probe, source, { signal, wanted }), readBy: 'mediabunny' };
  const other = await probeByFfmpeg(source, signal);
  if (isRead && (!other || listCodecs(other) === listCodecs(probe))) return { probe, readBy: 'mediabunny' };
  if (!other && probe)
    throw new AppError(
      'media.damaged',
      'Neither picture nor sound is found in the file; its end may be missing.',
    );
  if (!other) throw new AppError('media.unsupported');
  if (isPicture(other))
    throw new AppError('media.unsupported', 'The file is a picture, whatever it is called.');
  return { probe: other, readBy: 'ffmpeg' };
}

/** A slow machine copies 10 MB a second; loading and finding the ends take their time too. */
const toTimeLimitMs = (inputs: readonly ReadInput[]): number =>
  300_000 + inputs.reduce((sum, { probe }) => sum + probe.bytes, 0) / 10_000;

/** An order whose inputs were looked at. */
export interface MuxWork {
  order: MuxOrder;
  inputs: readonly ReadInput[];
  copier: Bunny;
  control: MuxControl;
}

/** The cover that the first file has, for kinds of files in which ffmpeg keeps none; without it the film is worth having. */
async function findOwnCover(
  { inputs: [first], container }: MuxOrder,
  copier: Bunny,
): Promise<MuxCover | null> {
  if (!first || containers[container].cover !== 'attachment') return null;
  try {
    const { cover } = await copier.ask((worker) => worker.cover(first.source));
    return cover && (await toPlainCover(cover));
  } catch (error) {
    if (isEnd(error)) throw error;
    return null;
  }
}

const tools: Record<MuxTool, (work: MuxWork) => Promise<{ bytes: number }>> = {
  mediabunny: ({ order, copier, control }) =>
    copier.ask((worker, sign) =>
      worker.copy(
        order,
        proxy((part: number) => {
          sign();
          control.onPart?.(part);
        }),
      ),
    ),
  async ffmpeg({ order: given, inputs, copier, control: { signal, onPart } }) {
    const order = { ...given, cover: given.cover ?? (await findOwnCover(given, copier)) };
    const probes = inputs.map(({ probe }) => probe);
    const read = createProgressReader(Math.max(...probes.map(({ durationSec }) => durationSec ?? 0)));
    const run = {
      inputs: order.inputs.map(({ source }) => source),
      target: order.target,
      small: buildSmallFiles(order),
      args: buildMuxArguments(order, probes, containers[order.container]),
    };
    const onLine = (line: string): void => {
      const part = read(line);
      if (part !== null) onPart?.(part);
    };
    return runFfmpeg(run, { signal, timeLimitMs: toTimeLimitMs(inputs), onLine });
  },
};

const toolNames: Record<MuxTool, string> = { mediabunny: 'mediabunny', ffmpeg: 'ffmpeg in the browser' };

const leaveCaptions = (order: MuxOrder): MuxOrder => ({
  ...order,
  inputs: order.inputs.map((input) => ({ ...input, take: input.take.filter((kind) => kind !== 'subtitle') })),
});

/** Makes the file with one tool, looks at it and compares it with what went in. Throws as `muxFiles`. */
export async function runTool(
  { tool, why, withoutCaptions = false }: ToolChoice,
  work: MuxWork,
): Promise<MuxResult> {
  const { inputs, copier, control } = work;
  const probes = inputs.map(({ probe }) => probe);
  const withCaptions = probes.filter((_, place) => work.order.inputs[place]?.take.includes('subtitle'));
  const order = withoutCaptions ? leaveCaptions(work.order) : work.order;
  const placed = { ...order, inputs: placeByClock(order.inputs, probes) };
  const { bytes } = await tools[tool]({ ...work, order: placed });
  const rules = containers[order.container];
  const promised = toPromised(
    inputs.map(({ probe }, place) => {
      const tracks = probe.tracks.filter((track) => isHeldCaption(track, rules));
      const take = order.inputs[place]?.take ?? [];
      // The other one leaves captions out, which it says.
      return {
        probe: { ...probe, tracks },
        take: tool === 'ffmpeg' ? take : take.filter((kind) => kind !== 'subtitle'),
      };
    }),
    rules.mostSounds ?? Number.POSITIVE_INFINITY,
  );
  const wanted = [...new Set(promised.tracks.map(({ kind }) => kind))];
  const { probe } = await readMedia(order.target, { copier, signal: control.signal, wanted });
  checkResult(probe, promised);
  const kept = promised.tracks.filter(({ kind }) => kind === 'subtitle').length;
  const all = withCaptions.flatMap((film) => tracksOf(film, 'subtitle')).length;
  const lacksCaptions = kept < all || withCaptions.some(({ hasCaptions }) => hasCaptions);
  return { bytes, probe, lacksCaptions, tool, made: `joined by ${toolNames[tool]}: ${why}` };
}

async function tryTools(work: MuxWork): Promise<MuxResult> {
  let failed: AppError | null = null;
  for (const choice of chooseTools(work.order, work.inputs)) {
    try {
      const result = await runTool(choice, work);
      if (!failed) return result;
      return { ...result, made: `${result.made} (${failed.code}: ${failed.message})`.slice(0, 500) };
    } catch (error) {
      if (isEnd(error)) throw error;
      failed ??= toAppError(error);
    }
  }
  throw failed ?? new AppError('media.unsupported');
}

/**
 * Puts the tracks together without encoding any. Throws `media.codec_unfit` before anything is written when the file
 * cannot hold them, `media.unsupported`, `media.damaged`, `ffmpeg.*`, `storage.*`, `job.cancelled`.
 */
export async function muxFiles(wish: MuxOrder, control: MuxControl): Promise<MuxResult> {
  const copier = startBunny(control.signal);
  try {
    const inputs: ReadInput[] = [];
    for (const { source, take } of wish.inputs)
      inputs.push(await readMedia(source, { copier, signal: control.signal, wanted: take }));
    const order = { ...wish, cover: wish.cover && (await toPlainCover(wish.cover)) };
    return await tryTools({ order, inputs, copier, control });
  } finally {
    copier.end();
  }
}
