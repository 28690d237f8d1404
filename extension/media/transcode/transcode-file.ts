/** Makes a file smaller, or sound of it: by the browser's codecs where it has them, else by ffmpeg in the browser. */
import { proxy } from 'comlink';
import { toAppError } from '../../../shared/app-error.ts';
import { isShrinkPreset } from '../../core/convert.ts';
import { createProgressReader } from '../ffmpeg/progress.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { buildSoundArguments, buildTranscodeArguments } from '../ffmpeg/transcode-arguments.ts';
import type { MediaSource } from '../files/media-source.ts';
import { startBunny } from '../mux/bunny.ts';
import { checkResult, toPromised } from '../mux/check-result.ts';
import { type MediaProbe, tracksOf } from '../mux/media-probe.ts';
import { type MuxControl, readMedia } from '../mux/mux-files.ts';
import { soundOf, type TranscodeEstimate, type TranscodeWish, toOrder } from './estimate-transcode.ts';
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
  const args = buildTranscodeArguments(order, { sound: soundOf(probe) });
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
  const args = buildSoundArguments({ sound: soundOf(probe) });
  const onSound = (part: number): void => onPart?.(picturePart + part * (1 - picturePart));
  const work = { inputs: [draft, order.source], target: order.target, args };
  await runWork(work, probe, { signal, onPart: onSound });
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

/** Where the file is made. */
export interface TranscodeTargets {
  /** Written over. */
  target: FileSystemFileHandle;
  /** Likewise, on the way; null for sound, which needs none. */
  draft: FileSystemFileHandle | null;
  estimate: TranscodeEstimate;
}

/** Makes the file as the estimate said, and by ffmpeg alone when the browser's codecs fail. Throws the errors of both tools. */
export async function transcodeFile(
  { target, draft, estimate, ...wish }: TranscodeWish & TranscodeTargets,
  control: MuxControl,
): Promise<{ bytes: number; made: string }> {
  const order = { ...toOrder(wish), target };
  const { probe } = wish;
  const finish = async (made: string) => {
    const { bytes } = await checkMade(order, probe, control.signal);
    return { bytes, made };
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
      const { code } = toAppError(error);
      if (code === 'job.cancelled' || code.startsWith('storage.')) throw error;
      if (!estimate.isCopied) why = `the browser's codecs failed (${code})`;
    }
  await convertByFfmpeg(order, probe, control);
  return finish(`${estimate.isCopied ? 'copied' : 'converted'} by ffmpeg in the browser: ${why}`);
}
