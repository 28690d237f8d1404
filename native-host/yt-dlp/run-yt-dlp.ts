/** One run of yt-dlp: command line, environment, lines, end. Knows nothing about archives. */
import { AppError } from '../../shared/errors.ts';
import type { DownloadProgress } from '../../shared/protocol/commands.ts';
import { buildChildEnvironment } from '../child-environment.ts';
import type { Host } from '../host.ts';
import { createTail } from '../line-splitter.ts';
import { runGroup } from '../run-group.ts';
import type { Tool } from '../tool.ts';
import { buildArguments, type DownloadPlan } from './arguments.ts';
import { readFailure } from './failures.ts';
import { type DownloadedVideo, parseLine } from './progress.ts';
import { createStallWatch } from './stall-watch.ts';

const stallTimeoutMs = 60_000;

/** One run; `plan` becomes its command line. */
export interface YtDlpRun {
  host: Host;
  ytDlp: Tool;
  plan: DownloadPlan;
  signal: AbortSignal;
  onProgress(progress: DownloadProgress): void;
  /** @default 60 s */
  stallTimeoutMs?: number;
}

/**
 * Runs until yt-dlp has moved its file into place. Throws `job.cancelled` when aborted, `ytdlp.stalled` after a minute
 * without a sign of life, and otherwise what yt-dlp's own words mean. Part files stay for the next run.
 */
export async function runYtDlp(run: YtDlpRun): Promise<DownloadedVideo> {
  const { host, plan, ytDlp } = run;
  const stalled = new AbortController();
  const watch = createStallWatch(plan.workDirectory, run.stallTimeoutMs ?? stallTimeoutMs, () =>
    stalled.abort(),
  );
  const errors = createTail();
  let finished: DownloadedVideo | null = null;
  try {
    const end = await runGroup({
      command: ytDlp.command,
      args: [...ytDlp.args, ...buildArguments(plan)],
      env: { ...buildChildEnvironment(host.machine, [plan.ffmpegPath, ytDlp.command]), ...ytDlp.env },
      cwd: plan.workDirectory,
      signal: AbortSignal.any([run.signal, stalled.signal]),
      log: host.log,
      onLine(text) {
        watch.touch();
        const line = parseLine(text);
        if (line.kind === 'progress') run.onProgress(line.progress);
        if (line.kind === 'finished') finished = line.video;
      },
      onErrorLine(text) {
        watch.touch();
        errors.add(text);
      },
    });
    if (run.signal.aborted) throw new AppError('job.cancelled');
    if (stalled.signal.aborted) throw new AppError('ytdlp.stalled');
    if (end.exitCode !== 0 || !finished) {
      host.log.write('yt-dlp', errors.lines().join(' | '));
      throw readFailure({ ...end, errorLines: errors.lines() });
    }
    return finished;
  } finally {
    watch.stop();
  }
}
