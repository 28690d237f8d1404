/** One video with yt-dlp into a folder of ours: the file and what lies beside it, as yt-dlp has left them. */
import { readdir, realpath } from 'node:fs/promises';
import { basename, extname, join, sep } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';
import type { Cookie } from '../../shared/protocol/parts.ts';
import { buildArguments, type DownloadPlan } from './arguments.ts';
import { createArrivals } from './arrivals.ts';
import { buildCookieText, type CookieScope, writeCookieFile } from './cookie-file.ts';
import { type FoundVideo, parseLine } from './progress.ts';
import { type RunEnd, runYtDlp, toRunError, type YtDlpTask } from './run-yt-dlp.ts';

/** What is asked for; the rest of the plan is found out here. */
export interface VideoOrder
  extends Omit<DownloadPlan, 'cookieFile' | 'ffmpegPath' | 'nodePath' | 'systemCertificates'> {
  scope: CookieScope;
  cookies: readonly Cookie[];
  /** The types that the file may have, lower case. */
  types: readonly string[];
}

/** A video that lies in `doneDirectory`. */
export interface FetchedVideo {
  /** Name of its file. */
  name: string;
  /** Of its file, without the dot. */
  type: string;
  /** What lies beside it, by what follows the name: `.en.vtt`, `.jpg`. */
  beside: { name: string; ending: string }[];
  video: FoundVideo;
  /** What the name template asked for, by the fields' names. */
  values: Record<string, unknown>;
}

/** What yt-dlp has said in a run. */
interface Heard {
  found: FoundVideo | null;
  finished: FoundVideo | null;
  values: Record<string, unknown>;
  /** yt-dlp has met a file that is larger than was chosen, which it does not count as an error. */
  isOverLimit: boolean;
}

const rejectedByFilter = 101;
const overLimitWords = 'File is larger than max-filesize';

/** The error for a run without a file; null when there was nothing to fetch because the video is known. */
function toError(end: RunEnd, heard: Heard, order: VideoOrder): AppError | null {
  const { found } = heard;
  const hasNoFormat = end.errorLines.some((line) => line.includes('Requested format'));
  if (order.choice.maxBytes !== null && (hasNoFormat || heard.isOverLimit))
    return new AppError('media.over_limit');
  if (end.exitCode === 0 && order.knownFile !== null) return null;
  if (order.choice.format !== null && hasNoFormat)
    return new AppError('input.invalid', 'The page does not have these formats, or not any more.');
  const isAlone = end.exitCode === rejectedByFilter && (found?.n_entries ?? null) === null;
  const isNone = (end.exitCode === 0 && found === null) || (isAlone && order.entry !== 1);
  if (order.entry !== null && isNone)
    return new AppError('platform.not_found', `The page has no video number ${order.entry}.`);
  if (end.exitCode !== rejectedByFilter) return toRunError(end);
  // An entry of several is rejected before anything is known of it.
  const isOneOfSeveral = found === null || (found.n_entries ?? 1) > 1;
  return new AppError(
    isOneOfSeveral && order.entry === null ? 'input.several_videos' : 'platform.not_finished',
  );
}

/** yt-dlp tells where its file is; it is only believed when that is the folder we named and a type we keep. */
async function locateResult(heard: Heard, order: VideoOrder): Promise<FetchedVideo> {
  const { finished: video, values } = heard;
  const names = await readdir(order.doneDirectory);
  const name = video?.filepath ? basename(video.filepath) : '';
  if (!video || !names.includes(name)) throw new AppError('ytdlp.failed', 'yt-dlp left no file.');
  const real = await realpath(join(order.doneDirectory, name));
  if (!real.startsWith(order.doneDirectory + sep)) throw new AppError('input.path_unsafe');
  const type = extname(name).slice(1).toLowerCase();
  if (!order.types.includes(type)) throw new AppError('media.wrong_type', undefined, { context: { type } });
  const stem = name.slice(0, -extname(name).length);
  const beside = names
    .filter((other) => other !== name && other.startsWith(`${stem}.`))
    .map((other) => ({ name: other, ending: other.slice(stem.length) }))
    .sort((a, b) => a.ending.localeCompare(b.ending));
  return { name, type, beside, video, values };
}

/**
 * Fetches, or goes on with what is there. What yt-dlp says and when is told to `onProgress`; null when the list of
 * what is known names the video. Throws the codes of yt-dlp's failures, and `media.damaged` for what ends too early.
 */
export async function fetchVideo(
  order: VideoOrder,
  task: YtDlpTask,
  onProgress: (progress: DownloadProgress) => void,
): Promise<FetchedVideo | { known: FoundVideo | null }> {
  const { cookies, scope } = order;
  const text = cookies.length > 0 ? buildCookieText(cookies, scope) : null;
  const cookieFile = text === null ? null : await writeCookieFile(task.host.machine, text);
  const arrivals = createArrivals();
  const heard: Heard = { found: null, finished: null, values: {}, isOverLimit: false };
  try {
    const end = await runYtDlp({
      ...task,
      cwd: order.workDirectory,
      buildArgs: (tools) => buildArguments({ ...order, ...tools, cookieFile: cookieFile?.path ?? null }),
      onLine(text) {
        const line = parseLine(text);
        if (line.kind === 'progress' || line.kind === 'arrived') onProgress(line.progress);
        if (line.kind === 'arrived') arrivals.add(join(order.workDirectory, basename(line.path)));
        if (line.kind === 'found') heard.found = line.video;
        if (line.kind === 'finished') heard.finished = line.video;
        if (line.kind === 'name') heard.values = line.values;
        if (line.kind === 'text' && line.text.includes(overLimitWords)) heard.isOverLimit = true;
      },
    });
    await arrivals.settle();
    if (end.exitCode === 0 && heard.finished) {
      const fetched = await locateResult(heard, order);
      arrivals.add(join(order.doneDirectory, fetched.name));
      await arrivals.settle();
      return fetched;
    }
    const error = toError(end, heard, order);
    if (error) throw error;
    return { known: heard.found };
  } finally {
    await cookieFile?.remove();
  }
}
