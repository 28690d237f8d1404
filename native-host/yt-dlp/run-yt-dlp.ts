/** One run of yt-dlp, behind a filter of its own: environment, lines, end. Knows nothing of what it is run for. */
import { AppError } from '../../shared/app-error.ts';
import { toPauses } from '../../shared/net/signal.ts';
import type { Ffmpeg } from '../ffmpeg/locate.ts';
import type { Host } from '../host.ts';
import { openFilterProxy, type ProxyRefusal } from '../net/filter-proxy.ts';
import { buildChildEnvironment } from '../programs/child-environment.ts';
import { createTail } from '../programs/line-splitter.ts';
import { runGroup } from '../programs/run-group.ts';
import type { Tool } from '../programs/tool.ts';
import { createBreakWatch } from './break-watch.ts';
import { type ChildEnd, readFailure } from './failures.ts';
import { createStallWatch } from './stall-watch.ts';
import type { Access } from './walls.ts';

const stallTimeoutMs = 60_000;
/** What yt-dlp makes of a connection that the filter does not let through. */
const refusedWords = /Tunnel connection failed: 403/;

/** With what yt-dlp is run. */
export interface YtDlpTask {
  host: Host;
  ytDlp: Tool;
  ffmpeg: Ffmpeg;
  signal: AbortSignal;
  /** @default 60 s */
  stallTimeoutMs?: number;
}

/** One run. */
export interface YtDlpRun extends YtDlpTask {
  /** argv behind what starts yt-dlp; `systemCertificates` says whether the filter brings its own. */
  buildArgs(tools: Pick<Access, 'ffmpegPath' | 'nodePath' | 'systemCertificates'>): string[];
  /** A folder of ours. What grows in it is a sign of life. */
  cwd: string;
  onLine(line: string): void;
  /** @default 64 Ki characters; longer lines are cut */
  maxLineLength?: number;
}

/** Why it was aborted: paused, cancelled, or the connection is gone. */
const toAbortError = ({ reason }: AbortSignal): AppError =>
  reason instanceof AppError && reason.code === 'job.paused' ? reason : new AppError('job.cancelled');

/** A request that was not let through explains more than what yt-dlp makes of it. */
function toRefusal(refusals: readonly ProxyRefusal[]): AppError | null {
  const refused = refusals.find(({ code }) => code === 'net.private_address');
  return refused
    ? new AppError(
        'net.private_address',
        `The page leads to ${refused.host}, which is in a private network; it was not asked.`,
        { context: { host: refused.host } },
      )
    : null;
}

/** Streams that yt-dlp cannot read itself go to ffmpeg, which has no network with us. */
const toHandedOver = (errorLines: readonly string[]): AppError | null =>
  errorLines.some((line) => /extraction will be delegated to ffmpeg/.test(line))
    ? new AppError(
        'media.unsupported',
        'yt-dlp cannot read this stream by itself. If it is encrypted, yt-dlp needs pycryptodomex, which its official release has.',
      )
    : null;

/** The error for a run that did not give what it was run for. */
export const toRunError = (end: RunEnd): AppError =>
  toRefusal(end.refusals) ?? toHandedOver(end.errorLines) ?? readFailure(end);

/** How a run has ended by itself. */
export interface RunEnd extends ChildEnd {
  refusals: readonly ProxyRefusal[];
}

/**
 * Settles when yt-dlp has ended, well or not. Throws `job.paused` or `job.cancelled` when aborted, `ytdlp.stalled`
 * after a minute without a sign of life, and the last break's error when connections go on breaking without a gain.
 * Part files stay for the next run.
 */
export async function runYtDlp(run: YtDlpRun): Promise<RunEnd> {
  const { host, ytDlp, ffmpeg } = run;
  const ended = new AbortController();
  const signal = AbortSignal.any([run.signal, ended.signal]);
  const watch = createStallWatch(run.cwd, run.stallTimeoutMs ?? stallTimeoutMs, () =>
    ended.abort(new AppError('ytdlp.stalled')),
  );
  const errors = createTail();
  const proxy = await openFilterProxy(host, {
    signal: new AbortController().signal,
    pause: () => breaks.pause(),
  });
  const breaks = createBreakWatch({
    folder: run.cwd,
    pauses: toPauses(signal),
    toError: (words) =>
      (refusedWords.test(words) ? toRefusal(proxy.refusals()) : null) ??
      readFailure({ exitCode: null, signal: null, errorLines: [`ERROR: ${words}`] }),
    onGivenUp: (error) => ended.abort(error),
  });
  try {
    const end = await runGroup({
      command: ytDlp.command,
      args: [
        ...ytDlp.args,
        ...run.buildArgs({
          ffmpegPath: ffmpeg.path,
          nodePath: process.execPath,
          systemCertificates: 'SSL_CERT_FILE' in proxy.env,
        }),
      ],
      env: {
        ...buildChildEnvironment(host.machine, [ffmpeg.path, ytDlp.command]),
        ...ytDlp.env,
        ...proxy.env,
      },
      cwd: run.cwd,
      signal,
      log: host.log,
      ...(run.maxLineLength === undefined ? {} : { maxLineLength: run.maxLineLength }),
      onLine(text) {
        watch.touch();
        breaks.read(text);
        run.onLine(text);
      },
      onErrorLine(text) {
        watch.touch();
        errors.add(text);
      },
    });
    if (run.signal.aborted) throw toAbortError(run.signal);
    ended.signal.throwIfAborted();
    if (end.exitCode !== 0) host.log.write('yt-dlp', errors.lines().join(' | '));
    return { ...end, errorLines: errors.lines(), refusals: proxy.refusals() };
  } finally {
    watch.stop();
    // No wait for a next try is left.
    ended.abort();
    await proxy.close();
  }
}
