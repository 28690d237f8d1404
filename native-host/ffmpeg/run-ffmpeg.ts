/** One run of ffmpeg: environment, limits, progress, end. Knows nothing of what it is run for. */
import { AppError } from '../../shared/app-error.ts';
import type { Host } from '../host.ts';
import { buildChildEnvironment } from '../programs/child-environment.ts';
import { createTail } from '../programs/line-splitter.ts';
import { runGroup } from '../programs/run-group.ts';
import { readFfmpegFailure } from './failures.ts';
import {
  buildLimited,
  maxAllocationBytes,
  stallTimeoutMs,
  toTimeLimitMs,
  workMemoryBytes,
} from './limits.ts';
import type { Ffmpeg } from './locate.ts';
import { createProgressReader, type FfmpegProgress } from './progress.ts';

/** What every kind of work with ffmpeg has. */
export interface FfmpegTask {
  host: Host;
  ffmpeg: Ffmpeg;
  signal: AbortSignal;
}

/** One run; `args` are inputs and outputs, made with `buildInput` and names of our own. */
export interface FfmpegRun extends FfmpegTask {
  args: readonly string[];
  /** A folder of ours, for files that are named without one. */
  cwd: string;
  /** Of what comes out; null when not known. */
  durationSec: number | null;
  onProgress?(progress: FfmpegProgress): void;
  /** Lines of standard output that are not progress. */
  onLine?(line: string): void;
  /** Only tests have others than those of limits.ts. */
  limits?: { memoryBytes?: number; stallMs?: number; timeMs?: number };
}

const buildHead = (): string[] => [
  ...['-nostdin', '-hide_banner', '-v', 'error', '-nostats', '-progress', 'pipe:1'],
  ...['-max_alloc', `${maxAllocationBytes}`, '-y'],
];

/** Aborts when nothing has moved for `stallMs`, or all in all after `timeMs`. */
function createWatch({ durationSec, limits = {} }: FfmpegRun): {
  signal: AbortSignal;
  touch(): void;
  stop(): void;
} {
  const abort = new AbortController();
  const stop = (): void => {
    clearTimeout(silence);
    clearTimeout(whole);
  };
  const whole = setTimeout(
    () => abort.abort(),
    Math.min(limits.timeMs ?? toTimeLimitMs(durationSec), 2 ** 31 - 1),
  );
  const silence = setTimeout(() => abort.abort(), limits.stallMs ?? stallTimeoutMs);
  return { signal: abort.signal, touch: () => silence.refresh(), stop };
}

/** True when the output has grown since the block before; ffmpeg reports also when it stands still. */
function createMoveDetector(): (progress: FfmpegProgress) => boolean {
  let last = '';
  return ({ outSec, bytes }) => {
    const now = `${outSec} ${bytes}`;
    const moved = now !== last;
    last = now;
    return moved;
  };
}

/**
 * Settles when ffmpeg has written its outputs. Throws `job.cancelled` when aborted, `ffmpeg.stalled` when it stood still
 * or took far too long, and otherwise what its own words mean. What it has written by then is the caller's to remove.
 */
export async function runFfmpeg(run: FfmpegRun): Promise<void> {
  const { host, ffmpeg, signal } = run;
  const watch = createWatch(run);
  const errors = createTail();
  const readProgress = createProgressReader();
  const hasMoved = createMoveDetector();
  const limited = buildLimited(host.machine, ffmpeg.command, run.limits?.memoryBytes ?? workMemoryBytes());
  try {
    const end = await runGroup({
      command: limited.command,
      args: [...limited.args, ...ffmpeg.args, ...buildHead(), ...run.args],
      env: { ...buildChildEnvironment(host.machine, [ffmpeg.command]), ...ffmpeg.env },
      cwd: run.cwd,
      signal: AbortSignal.any([signal, watch.signal]),
      log: host.log,
      onLine(line) {
        run.onLine?.(line);
        const progress = readProgress(line);
        if (!progress) return;
        if (hasMoved(progress)) watch.touch();
        run.onProgress?.(progress);
      },
      onErrorLine: errors.add,
    });
    if (signal.aborted) throw new AppError('job.cancelled');
    if (watch.signal.aborted) throw new AppError('ffmpeg.stalled');
    if (end.exitCode === 0) return;
    host.log.write('ffmpeg', errors.lines().join(' | '));
    throw readFfmpegFailure({ ...end, errorLines: errors.lines() });
  } finally {
    watch.stop();
  }
}
