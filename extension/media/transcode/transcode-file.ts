/** Makes a file smaller, or sound of it: by the browser's codecs where it has them, else by ffmpeg in the browser. */
import { proxy } from 'comlink';
import { AppError, toAppError } from '../../../shared/app-error.ts';
import {
  type ConvertPreset,
  estimateBytes,
  isShrinkPreset,
  toPictureRate,
  toPictureSize,
} from '../../core/convert.ts';
import { createProgressReader } from '../ffmpeg/progress.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { buildTranscodeArguments, buildTrialArguments } from '../ffmpeg/transcode-arguments.ts';
import type { MediaSource } from '../files/media-source.ts';
import { startBunny } from '../mux/bunny.ts';
import { checkResult, toPromised } from '../mux/check-result.ts';
import { type MediaProbe, tracksOf } from '../mux/media-probe.ts';
import { type MuxControl, readMedia } from '../mux/mux-files.ts';
import type { TranscodeOrder, TrialResult } from './transcode-order.ts';

/** What encodes: the browser's own codecs, or ffmpeg's in its core. */
export type TranscodeTool = 'webcodecs' | 'ffmpeg';

/** What was found out before the work begins. */
export interface TranscodeEstimate {
  tool: TranscodeTool;
  why: string;
  timeSec: number | null;
  bytes: number | null;
}

/** A file that was looked at, and what is to be made of it. */
export interface TranscodeWish {
  source: MediaSource;
  preset: ConvertPreset;
  probe: MediaProbe;
}

const silenceMs = 120_000;
/** Longer than this in ffmpeg's core is a night's work for something that the companion does in minutes. */
const maxFfmpegSec = 3600;
const trialSec = 1;

/** Sizes and rates for a preset. Throws `media.unsupported` where there is nothing to make it of. */
function toOrder({ source, preset, probe }: TranscodeWish): Omit<TranscodeOrder, 'target'> {
  const kind = isShrinkPreset(preset) ? 'video' : 'audio';
  const [track] = tracksOf(probe, kind);
  if (!track)
    throw new AppError(
      'media.unsupported',
      kind === 'video' ? 'There is no picture in this file.' : 'There is no sound in this file.',
    );
  const isSmall = isShrinkPreset(preset);
  return {
    source,
    preset,
    pictureRate: isSmall ? toPictureRate(probe, preset) : 0,
    size: isSmall ? toPictureSize(track, preset) : null,
  };
}

const soundOf = (probe: MediaProbe): string | null => tracksOf(probe, 'audio')[0]?.codec ?? null;

async function tryFfmpeg(
  order: Omit<TranscodeOrder, 'target'>,
  probe: MediaProbe,
  signal: AbortSignal,
): Promise<TrialResult> {
  const durationSec = probe.durationSec ?? trialSec;
  const startSec = Math.max(0, durationSec / 2 - trialSec);
  const args = buildTrialArguments(order, { sound: soundOf(probe), startSec, lengthSec: trialSec });
  const startMs = performance.now();
  const run = { inputs: [order.source], target: null, small: [], args };
  await runFfmpeg(run, { signal, timeLimitMs: silenceMs, onLine: () => undefined });
  return { speed: trialSec / ((performance.now() - startMs) / 1000), bitrate: 0 };
}

/** Which tool, how long and how large, by making a second or two of it. */
export async function estimateTranscode(
  wish: TranscodeWish,
  signal: AbortSignal,
): Promise<TranscodeEstimate> {
  const { probe, preset } = wish;
  const order = toOrder(wish);
  const known = estimateBytes([probe], { kind: 'preset', preset });
  const toTime = ({ speed }: TrialResult) => (probe.durationSec === null ? null : probe.durationSec / speed);
  const converter = startBunny(signal);
  try {
    const { can } = await converter.ask((worker) => worker.canConvert(order));
    if (can) {
      const trial = await converter.ask((worker) => worker.try(order));
      const bytes = probe.durationSec === null ? known : Math.round((trial.bitrate * probe.durationSec) / 8);
      return {
        tool: 'webcodecs',
        why: 'this browser has the codecs',
        timeSec: toTime(trial),
        bytes: bytes || known,
      };
    }
  } catch (error) {
    if (toAppError(error).code === 'job.cancelled') throw error;
  } finally {
    converter.end();
  }
  const trial = await tryFfmpeg(order, probe, signal);
  return { tool: 'ffmpeg', why: 'this browser lacks a codec for it', timeSec: toTime(trial), bytes: known };
}

async function convertByBrowser(order: TranscodeOrder, { signal, onPart }: MuxControl): Promise<void> {
  const converter = startBunny(signal);
  try {
    const report = (sign: () => void) =>
      proxy((part: number) => {
        sign();
        onPart?.(part);
      });
    await converter.ask((worker, sign) => worker.convert(order, report(sign)));
  } finally {
    converter.end();
  }
}

async function convertByFfmpeg(
  order: TranscodeOrder,
  probe: MediaProbe,
  { signal, onPart }: MuxControl,
): Promise<void> {
  const read = createProgressReader(probe.durationSec ?? 0);
  const args = buildTranscodeArguments(order, { sound: soundOf(probe) });
  const run = { inputs: [order.source], target: order.target, small: [], args };
  const onLine = (line: string): void => {
    const part = read(line);
    if (part !== null) onPart?.(part);
  };
  await runFfmpeg(run, { signal, timeLimitMs: maxFfmpegSec * 2000, onLine });
}

async function checkMade(order: TranscodeOrder, probe: MediaProbe, signal: AbortSignal): Promise<MediaProbe> {
  const copier = startBunny(signal);
  try {
    const kinds = isShrinkPreset(order.preset) ? (['video', 'audio'] as const) : (['audio'] as const);
    const wanted = kinds.filter((kind) => tracksOf(probe, kind).length > 0);
    const made = await readMedia(order.target, { copier, signal, wanted });
    checkResult(made.probe, toPromised([{ probe, take: wanted }]));
    return made.probe;
  } finally {
    copier.end();
  }
}

/**
 * Makes the file as the estimate said, and by the other tool when that fails. Throws `ffmpeg.too_large` for what would
 * take ffmpeg in the browser more than an hour, and the errors of both tools.
 */
export async function transcodeFile(
  {
    target,
    estimate,
    ...wish
  }: TranscodeWish & { target: FileSystemFileHandle; estimate: TranscodeEstimate },
  control: MuxControl,
): Promise<{ bytes: number; made: string }> {
  const order = { ...toOrder(wish), target };
  const { probe } = wish;
  let { tool, why } = estimate;
  if (tool === 'webcodecs')
    try {
      await convertByBrowser(order, control);
      return {
        bytes: (await checkMade(order, probe, control.signal)).bytes,
        made: `converted by the browser's codecs: ${why}`,
      };
    } catch (error) {
      const { code } = toAppError(error);
      if (code === 'job.cancelled' || code.startsWith('storage.')) throw error;
      tool = 'ffmpeg';
      why = `the browser's codecs failed (${code})`;
    }
  else if ((estimate.timeSec ?? 0) > maxFfmpegSec) throw new AppError('ffmpeg.too_large');
  await convertByFfmpeg(order, probe, control);
  return {
    bytes: (await checkMade(order, probe, control.signal)).bytes,
    made: `converted by ffmpeg in the browser: ${why}`,
  };
}
