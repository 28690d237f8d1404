/** Finds out what encodes a file, how long that takes and how large it becomes, by making a piece of it. */
import { AppError } from '../../../shared/app-error.ts';
import {
  type ConvertPreset,
  estimateBytes,
  isShrinkPreset,
  soundRate,
  toPictureRate,
  toPictureSize,
} from '../../core/convert.ts';
import { maxInputBytes } from '../ffmpeg/ffmpeg-worker.ts';
import { createTrialReader } from '../ffmpeg/read-trial.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { buildTrialArguments } from '../ffmpeg/transcode-arguments.ts';
import type { MediaSource } from '../files/media-source.ts';
import { startBunny } from '../mux/bunny.ts';
import { isEnd } from '../mux/is-end.ts';
import { type MediaProbe, tracksOf } from '../mux/media-probe.ts';
import { nameLeft } from './film-extras.ts';
import type { TranscodeOrder, TrialPiece, TrialResult } from './transcode-order.ts';

/** What encodes: the browser's own codecs, or ffmpeg's in its core. */
export type TranscodeTool = 'webcodecs' | 'ffmpeg';

/** How it is made, and what that takes. */
interface TranscodeWay {
  tool: TranscodeTool;
  why: string;
  /** The browser's codecs make the picture alone, and ffmpeg its sound. */
  isSilent: boolean;
  /** The sound is what is wanted already, so that nothing is encoded. */
  isCopied: boolean;
  timeSec: number | null;
  bytes: number | null;
}

/** What was found out before the work begins. */
export interface TranscodeEstimate extends TranscodeWay {
  /** ", without …": what of the file will be missing; empty where nothing is. */
  left: string;
}

/** A file that was looked at, and what is to be made of it. */
export interface TranscodeWish {
  source: MediaSource;
  preset: ConvertPreset;
  probe: MediaProbe;
}

type Order = Omit<TranscodeOrder, 'target'>;

/** Sizes and rates for a preset. Throws `media.unsupported` where there is nothing to make it of. */
export function toOrder({ source, preset, probe }: TranscodeWish): Order {
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
    sounds: tracksOf(probe, 'audio').map(({ codec }) => codec ?? ''),
  };
}

const soundCodecs = { 'audio-m4a': 'aac', 'audio-mp3': 'mp3', 'audio-opus': 'opus' } as const;

/** The codec that is wanted and there already; null where something has to be encoded. */
function findCopied(probe: MediaProbe, preset: ConvertPreset): string | null {
  const sound = tracksOf(probe, 'audio')[0]?.codec ?? null;
  return !isShrinkPreset(preset) && sound === soundCodecs[preset] ? sound : null;
}

/** Pictures take most of the time; a second of sound is made before it can be measured. */
const pieceSec = { picture: 2, sound: 20 };
const trialLimitMs = 120_000;
const lastLineMs = 500;

/** From the middle; null of a file whose length is not known, because nothing would follow from it. */
function toPiece({ durationSec }: MediaProbe, preset: ConvertPreset): TrialPiece | null {
  if (durationSec === null) return null;
  const lengthSec = Math.min(durationSec, isShrinkPreset(preset) ? pieceSec.picture : pieceSec.sound);
  return lengthSec > 0 ? { startSec: (durationSec - lengthSec) / 2, lengthSec } : null;
}

/** Null where it cannot be measured, which says nothing of whether the whole can be made. */
async function tryFfmpeg(order: Order, probe: MediaProbe, signal: AbortSignal): Promise<TrialResult | null> {
  const piece = toPiece(probe, order.preset);
  if (!piece) return null;
  const args = buildTrialArguments(order, piece);
  const reader = createTrialReader(piece.lengthSec);
  const beganMs = performance.now();
  const onLine = (line: string): void => reader.read(line, performance.now());
  const run = { inputs: [order.source], target: null, small: [], args };
  try {
    await runFfmpeg(run, { signal, timeLimitMs: trialLimitMs, onLine });
    await Promise.race([reader.ended, new Promise((resolve) => setTimeout(resolve, lastLineMs))]);
  } catch (error) {
    if (isEnd(error)) throw error;
    return null;
  }
  const allSec = (performance.now() - beganMs) / 1000;
  const { workSec, bitrate } = reader.measure();
  return workSec > 0 ? { startSec: allSec - workSec, speed: piece.lengthSec / workSec, bitrate } : null;
}

/** Null when the browser's codecs cannot make it. */
async function tryBrowser(
  order: Order,
  piece: TrialPiece | null,
  signal: AbortSignal,
): Promise<{ isSilent: boolean; trial: TrialResult | null } | null> {
  const converter = startBunny(signal);
  const can = async (isSilent: boolean): Promise<boolean> =>
    (await converter.ask((worker) => worker.canConvert({ ...order, isSilent }))).can;
  try {
    const isSilent = !(await can(false));
    if (isSilent && !(isShrinkPreset(order.preset) && (await can(true)))) return null;
    const trial = piece && (await converter.ask((worker) => worker.try({ ...order, isSilent }, piece)));
    return { isSilent, trial };
  } catch (error) {
    if (isEnd(error)) throw error;
    return null;
  } finally {
    converter.end();
  }
}

/** Copying is bound by the disk: this much in a second on a slow one. */
export const copyBytesPerSec = 60_000_000;

/** Beginning in the middle it would have to be encoded, so copying is measured from the start of the file. */
async function estimateCopy(
  order: Order,
  { probe, codec }: { probe: MediaProbe; codec: string },
  signal: AbortSignal,
): Promise<TranscodeWay> {
  const { bytes, durationSec, tracks } = probe;
  const found = { tool: 'webcodecs', isSilent: false, isCopied: true } as const;
  const why = `its sound is ${codec.toUpperCase()} already`;
  if (tracks.length === 1) return { ...found, why, bytes, timeSec: bytes / copyBytesPerSec };
  const piece = toPiece(probe, order.preset);
  const trial = piece && (await tryBrowser(order, { ...piece, startSec: 0 }, signal))?.trial;
  const made = trial && durationSec !== null ? Math.round((trial.bitrate * durationSec) / 8) : null;
  return { ...found, why, bytes: made, timeSec: bytes / copyBytesPerSec };
}

function checkSize({ bytes }: MediaProbe): void {
  if (bytes > maxInputBytes)
    throw new AppError('ffmpeg.too_large', undefined, { context: { bytes, maxBytes: maxInputBytes } });
}

async function findWay(wish: TranscodeWish, signal: AbortSignal): Promise<TranscodeWay> {
  const { probe, preset } = wish;
  const order = toOrder(wish);
  const copied = findCopied(probe, preset);
  if (copied !== null) return estimateCopy(order, { probe, codec: copied }, signal);
  const known = estimateBytes([probe], { kind: 'preset', preset });
  const toTime = (trial: TrialResult | null): number | null =>
    trial && probe.durationSec !== null ? trial.startSec + probe.durationSec / trial.speed : null;
  const toBytes = (trial: TrialResult | null, more = 0): number | null =>
    trial?.bitrate && probe.durationSec !== null
      ? Math.round(((trial.bitrate + more) * probe.durationSec) / 8)
      : known;

  const browser = await tryBrowser(order, toPiece(probe, preset), signal);
  if (!browser) {
    checkSize(probe);
    const trial = await tryFfmpeg(order, probe, signal);
    const found = { isCopied: false, timeSec: toTime(trial), bytes: toBytes(trial) };
    return { tool: 'ffmpeg', why: 'this browser lacks a codec for it', isSilent: false, ...found };
  }
  const { isSilent, trial } = browser;
  const tool = 'webcodecs';
  if (!isSilent) {
    const found = { isCopied: false, timeSec: toTime(trial), bytes: toBytes(trial) };
    return { tool, why: 'this browser has the codecs', isSilent, ...found };
  }
  checkSize(probe);
  const sounds = order.sounds.filter((codec) => codec !== '');
  const encoded = sounds.filter((codec) => codec !== 'aac');
  // One that is copied takes no time; of those that are not the first sound stands for all.
  const sound = toTime(await tryFfmpeg({ ...order, preset: 'audio-m4a', sounds: encoded }, probe, signal));
  const picture = toTime(trial);
  const timeSec = sound === null || picture === null ? null : picture + sound * encoded.length;
  const bytes = toBytes(trial, soundRate * sounds.length);
  return { tool, why: 'this browser encodes no AAC', isSilent, isCopied: false, timeSec, bytes };
}

/**
 * Which tool, how long and how large, by making seconds of it. Throws `media.unsupported`, and `ffmpeg.too_large` for what
 * ffmpeg would have to read and cannot; how long it takes is no reason.
 */
export const estimateTranscode = async (
  wish: TranscodeWish,
  signal: AbortSignal,
): Promise<TranscodeEstimate> => ({
  ...(await findWay(wish, signal)),
  left: nameLeft(wish.probe, wish.preset),
});
