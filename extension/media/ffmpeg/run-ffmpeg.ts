/** ffmpeg in the browser: its core is loaded for one piece of work, and gone afterwards with all its memory. */
import { proxy } from 'comlink';
import { AppError } from '../../../shared/app-error.ts';
import { type MediaSource, readLength } from '../files/media-source.ts';
import type { MediaProbe } from '../mux/media-probe.ts';
import { type RunningWorker, watchWorker } from '../worker/worker-bridge.ts';
import { type FfmpegRun, type FfmpegWorker, maxInputBytes } from './ffmpeg-worker.ts';
import { parseFfprobe } from './parse-ffprobe.ts';

/** The core says something several times a second while it moves; loading it takes a second or two. */
const silenceMs = 120_000;

/** How a run is watched. */
export interface FfmpegControl {
  signal: AbortSignal;
  /** Of the whole run. */
  timeLimitMs: number;
  onLine(line: string): void;
}

function startFfmpeg(signal: AbortSignal, totalMs: number): RunningWorker<FfmpegWorker> {
  const worker = new Worker(new URL('./ffmpeg.worker.ts', import.meta.url), {
    type: 'module',
    name: 'ffmpeg',
  });
  const codes = { stalledCode: 'ffmpeg.stalled', failedCode: 'ffmpeg.failed' } as const;
  return watchWorker<FfmpegWorker>(worker, { signal, totalMs, silenceMs, ...codes });
}

async function checkSize(inputs: readonly MediaSource[]): Promise<void> {
  for (const input of inputs) {
    const bytes = await readLength(input);
    if (bytes > maxInputBytes)
      throw new AppError('ffmpeg.too_large', undefined, { context: { bytes, maxBytes: maxInputBytes } });
  }
}

/** ffmpeg's last words before it gave up; its own summary lines say nothing of why. */
const toReason = (lines: readonly string[]): string =>
  lines
    .filter((line) => line.trim() !== '' && !/^(frame=|size=|video:|Aborted|Conversion failed)/.test(line))
    .at(-1) ?? '';

const isOutOfMemory = (text: string): boolean =>
  /out of memory|cannot allocate memory|OOM|memory access/i.test(text);

/** An error that is ffmpeg's and none of ours comes from the core itself. */
function toFailure(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'media.unsupported') return error;
  const reason = error.message.slice(0, 300);
  const code = isOutOfMemory(reason) ? 'ffmpeg.memory' : 'ffmpeg.failed';
  return new AppError(code, undefined, { context: { reason }, cause: error });
}

/**
 * Runs it. Throws `ffmpeg.too_large`, `ffmpeg.memory`, `ffmpeg.stalled`, `ffmpeg.failed` with ffmpeg's reason,
 * `storage.full`, `job.cancelled`.
 */
export async function runFfmpeg(run: FfmpegRun, control: FfmpegControl): Promise<{ bytes: number }> {
  await checkSize(run.inputs);
  const last: string[] = [];
  const worker = startFfmpeg(control.signal, control.timeLimitMs);
  try {
    const { exitCode, bytes } = await worker.ask((api, sign) =>
      api.run(
        run,
        proxy((line: string) => {
          sign();
          last.push(line);
          if (last.length > 30) last.shift();
          control.onLine(line);
        }),
      ),
    );
    if (exitCode === 0) return { bytes };
    const reason = toReason(last).slice(0, 300);
    const code = isOutOfMemory(last.join('\n')) ? 'ffmpeg.memory' : 'ffmpeg.failed';
    throw new AppError(code, undefined, { context: { reason, exitCode }, retryable: false });
  } catch (error) {
    throw toFailure(error);
  } finally {
    worker.end();
  }
}

const probeLimitMs = 60_000;

/** What ffmpeg says of a file; null when it does not know it either. */
export async function probeByFfmpeg(source: MediaSource, signal: AbortSignal): Promise<MediaProbe | null> {
  await checkSize([source]);
  const worker = startFfmpeg(signal, probeLimitMs);
  try {
    const { json } = await worker.ask((api) => api.probe(source));
    return parseFfprobe(json, await readLength(source));
  } catch (error) {
    throw toFailure(error);
  } finally {
    worker.end();
  }
}
