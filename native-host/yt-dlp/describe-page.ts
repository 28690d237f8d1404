/** A look at a page with yt-dlp, without fetching what it holds. */
import { dirname } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { CommandRequest } from '../../shared/protocol/commands.ts';
import type { PageVideo } from '../../shared/protocol/download-commands.ts';
import { platformHosts } from '../allowed-hosts.ts';
import { buildCookieText, writeCookieFile } from './cookie-file.ts';
import { buildPageArguments } from './page-arguments.ts';
import { toPageVideo } from './page-description.ts';
import { createPageReader } from './page-lines.ts';
import { type RunEnd, runYtDlp, toRunError, type YtDlpTask } from './run-yt-dlp.ts';

/** Formats of a page with hundreds of them come as one line. */
const maxLineLength = 4 * 1024 * 1024;

/** A file of no known kind that stands alone; yt-dlp takes any text for one. */
const isNoMedia = ({ formats, kind }: PageVideo): boolean =>
  kind === 'video' && formats.length > 0 && formats.every(({ container }) => container === 'unknown_video');

/** What yt-dlp says of every video that it lists without having its formats; the reason stands beside it. */
const noReason =
  /No video formats found|Requested format is not available|UNPLAYABLE formats|DO NOT open a bug/;

/** A video that cannot be had is listed all the same, and why is a warning. One that has not begun is worth telling. */
function findRefusal({ kind, formats, live }: PageVideo, end: RunEnd): AppError | null {
  if (kind !== 'video' || formats.length > 0 || live === 'upcoming') return null;
  const errorLines = end.errorLines.filter((line) => !noReason.test(line));
  return errorLines.length > 0 ? toRunError({ ...end, errorLines }) : new AppError('input.not_supported');
}

/** The extractors of a platform's lists are called after it: `youtube:tab`. */
const toExtractors = (names: string): string =>
  names
    .split(',')
    .flatMap((name) => [name, `${name}:.*`])
    .join(',');

/** `url` was checked by `parsePageUrl`. Throws the codes of yt-dlp's failures; `input.not_supported` where there is nothing to save. */
export async function describePage(
  { platform, entries, prefer, cookies, userAgent }: CommandRequest<'info'>,
  url: URL,
  task: YtDlpTask,
): Promise<PageVideo> {
  const reader = createPageReader();
  const scope = { platform, host: url.hostname };
  // Also without cookies: its folder is where yt-dlp works.
  const cookieFile = await writeCookieFile(task.host.machine, buildCookieText(cookies, scope));
  try {
    const end = await runYtDlp({
      ...task,
      cwd: dirname(cookieFile.path),
      maxLineLength,
      buildArgs: (tools) =>
        buildPageArguments({
          ...tools,
          url,
          entries,
          prefer,
          userAgent,
          cookieFile: cookieFile.path,
          extractors: platform ? toExtractors(platformHosts[platform].extractors) : 'default',
        }),
      onLine: reader.read,
    });
    const found = toPageVideo(reader.page, { url: url.href, entries });
    if (end.exitCode !== 0 || !found) throw toRunError(end);
    const refusal = isNoMedia(found) ? new AppError('input.not_supported') : findRefusal(found, end);
    if (refusal) throw refusal;
    return found;
  } finally {
    await cookieFile.remove();
  }
}
