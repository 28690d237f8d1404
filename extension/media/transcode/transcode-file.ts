/** Makes a file smaller, or sound of it: by the browser's codecs where it has them, else by ffmpeg in the browser. */
import { proxy } from 'comlink';
import { type AppError, toAppError } from '../../../shared/app-error.ts';
import { isShrinkPreset } from '../../core/convert.ts';
import { createProgressReader } from '../ffmpeg/progress.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import {
  buildExtrasArguments,
  buildSoundArguments,
  buildTranscodeArguments,
} from '../ffmpeg/transcode-arguments.ts';
import type { MediaSource } from '../files/media-source.ts';
import { startBunny } from '../mux/bunny.ts';
import { isHeldCaption } from '../mux/caption-fit.ts';
import { checkResult, toPromised } from '../mux/check-result.ts';
import { containers } from '../mux/containers.ts';
import { findCaptionLead, findDelay } from '../mux/film-start.ts';
import { isEnd } from '../mux/is-end.ts';
import { type MediaProbe, type ProbedTrack, tracksOf } from '../mux/media-probe.ts';
import { type MuxControl, readMedia } from '../mux/mux-files.ts';
import { type TranscodeEstimate, type TranscodeWish, toOrder } from './estimate-transcode.ts';
import { canTakeExtras, type FilmExtras, findExtras, nameExtras } from './film-extras.ts';
import type { TranscodeOrder } from './transcode-order.ts';

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

/** What does not move ends much sooner; this is for what moves without end. */
const toTimeLimitMs = ({ durationSec }: MediaProbe): number =>
  Math.max(2 * 3_600_000, (durationSec ?? 86_400) * 100_000);

interface FfmpegWork {
  inputs: readonly MediaSource[];
  target: FileSystemFileHandle;
  args: readonly string[];
}

async function runWork(work: FfmpegWork, probe: MediaProbe, { signal, onPart }: MuxControl): Promise<void> {
  const read = createProgressReader(probe.durationSec ?? 0);
  const onLine = (line: string): void => {
    const part = read(line);
    if (part !== null) onPart?.(part);
  };
  await runFfmpeg({ ...work, small: [] }, { signal, timeLimitMs: toTimeLimitMs(probe), onLine });
}

const convertByFfmpeg = (order: TranscodeOrder, probe: MediaProbe, control: MuxControl): Promise<void> => {
  const args = buildTranscodeArguments(order, findCaptionLead(probe));
  return runWork({ inputs: [order.source], target: order.target, args }, probe, control);
};

/** Of the work; sound is made much faster than pictures. */
const picturePart = 0.9;

/** The picture by the browser's codecs into `draft`, and from there with its sound into the file. */
async function convertByBoth(
  { order, draft, probe }: { order: TranscodeOrder; draft: FileSystemFileHandle; probe: MediaProbe },
  { signal, onPart }: MuxControl,
): Promise<void> {
  const onPicture = (part: number): void => onPart?.(part * picturePart);
  await convertByBrowser({ ...order, target: draft, isSilent: true }, { signal, onPart: onPicture });
  const [picture] = tracksOf(probe, 'video');
  const delaySec = picture ? findDelay(picture, probe) : 0;
  const args = buildSoundArguments(order, { delaySec, leadSec: findCaptionLead(probe) });
  const onSound = (part: number): void => onPart?.(picturePart + part * (1 - picturePart));
  const work = { inputs: [draft, order.source], target: order.target, args };
  await runWork(work, probe, { signal, onPart: onSound });
}

type TrackKind = ProbedTrack['kind'];

const isKnownSound = ({ kind, codec }: ProbedTrack): boolean => kind === 'audio' && codec !== null;

/** Throws where something of the kinds that it is to have is missing. */
async function checkMade(
  made: FileSystemFileHandle,
  { probe, kinds }: { probe: MediaProbe; kinds: readonly TrackKind[] },
  signal: AbortSignal,
): Promise<void> {
  const copier = startBunny(signal);
  try {
    const tracks = probe.tracks.filter((track) => isHeldCaption(track, containers.mp4));
    const wanted = kinds.filter((kind) => tracks.some((track) => track.kind === kind));
    const { probe: seen } = await readMedia(made, { copier, signal, wanted });
    // What a smaller film is made of has all its sounds in it, as far as they are known.
    const sounds = kinds.includes('video') ? tracks.filter(isKnownSound).length : 1;
    checkResult(seen, toPromised([{ probe: { ...probe, tracks }, take: wanted }], sounds));
  } finally {
    copier.end();
  }
}

/** Where the file is made. */
export interface TranscodeTargets {
  /** Written over. */
  target: FileSystemFileHandle;
  /** Likewise, on the way or with what is added at the end; null for sound, which needs none. */
  draft: FileSystemFileHandle | null;
  estimate: TranscodeEstimate;
}

interface Work {
  order: TranscodeOrder;
  draft: FileSystemFileHandle | null;
  probe: MediaProbe;
  estimate: TranscodeEstimate;
}

/** Picture and sound; returns how they were made. */
async function makeTracks({ order, draft, probe, estimate }: Work, control: MuxControl): Promise<string> {
  const kinds = isShrinkPreset(order.preset) ? (['video', 'audio'] as const) : (['audio'] as const);
  const finish = async (made: string): Promise<string> => {
    await checkMade(order.target, { probe, kinds }, control.signal);
    return made;
  };
  let { why } = estimate;
  if (estimate.tool === 'webcodecs' && !(estimate.isSilent && draft === null))
    try {
      if (estimate.isSilent && draft) {
        await convertByBoth({ order, draft, probe }, control);
        return await finish(`converted by the browser's codecs, its sound by ffmpeg in the browser: ${why}`);
      }
      await convertByBrowser(order, control);
      return await finish(
        estimate.isCopied ? `copied as it is: ${why}` : `converted by the browser's codecs: ${why}`,
      );
    } catch (error) {
      if (isEnd(error)) throw error;
      if (!estimate.isCopied) why = `the browser's codecs failed (${toAppError(error).code})`;
    }
  await convertByFfmpeg(order, probe, control);
  return finish(`${estimate.isCopied ? 'copied' : 'converted'} by ffmpeg in the browser: ${why}`);
}

/** Gives the film the captions and chapters of what it was made of; returns why that failed, null where it did not. */
async function addExtras(
  { order, draft, probe, extras }: Omit<Work, 'draft'> & { draft: FileSystemFileHandle; extras: FilmExtras },
  control: MuxControl,
): Promise<AppError | null> {
  const args = buildExtrasArguments(extras, findCaptionLead(probe));
  try {
    await runWork({ inputs: [order.target, order.source], target: draft, args }, probe, control);
    await checkMade(draft, { probe, kinds: ['video', 'audio', 'subtitle'] }, control.signal);
    return null;
  } catch (error) {
    if (isEnd(error)) throw error;
    return toAppError(error);
  }
}

/** Of the work, where something is added at the end, which only copies. */
const tracksPart = 0.95;

/** What was made: `file` is one of those that were given for it. */
export interface TranscodeResult {
  file: FileSystemFileHandle;
  bytes: number;
  /** By what, why by that, and what is missing. */
  made: string;
}

/**
 * Makes the file as the estimate said, and by ffmpeg alone when the browser's codecs fail. Throws the errors of both tools;
 * captions and chapters that cannot be added are told.
 */
export async function transcodeFile(
  { target, draft, estimate, ...wish }: TranscodeWish & TranscodeTargets,
  { signal, onPart }: MuxControl,
): Promise<TranscodeResult> {
  const order = { ...toOrder(wish), target };
  const { probe, preset } = wish;
  const extras = draft && canTakeExtras(probe) ? findExtras(probe, preset) : null;
  const work = { order, draft, probe, estimate };
  const onTracks = (part: number): void => onPart?.(extras ? part * tracksPart : part);
  const made = `${await makeTracks(work, { signal, onPart: onTracks })}${estimate.left}`;
  const bytesOf = async (file: FileSystemFileHandle): Promise<number> => (await file.getFile()).size;
  if (!extras || !draft) return { file: target, bytes: await bytesOf(target), made };
  const onExtras = (part: number): void => onPart?.(tracksPart + part * (1 - tracksPart));
  const failure = await addExtras({ ...work, draft, extras }, { signal, onPart: onExtras });
  if (failure === null) return { file: draft, bytes: await bytesOf(draft), made };
  const lost = `, without ${nameExtras(extras)} (${failure.code})`;
  return { file: target, bytes: await bytesOf(target), made: `${made}${lost}` };
}
