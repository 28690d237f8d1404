/** What yt-dlp says when it gives up, as our codes. Pure: text in, code out. */
import { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/** First match wins, so what is special stands before what is general. Phrases are those of yt-dlp 2026.8 and of the pages it quotes. */
const phrases: ReadonlyArray<readonly [RegExp, ErrorCode]> = [
  [/No space left on device|Errno 28|disk quota exceeded|File too large/i, 'storage.full'],
  [/Read-only file system|Errno 13|Errno 30|Permission denied/i, 'storage.read_only'],
  [/DRM[ -]protected|known to use DRM/i, 'media.drm'],
  [
    /HTTP Error 429|Too Many Requests|rate-limited by|try again later\. The current session/i,
    'platform.rate_limited',
  ],
  [/HTTP Error 5\d\d/i, 'net.http'],
  [/not a bot|captcha|unusual traffic/i, 'platform.checkpoint'],
  [
    /members-only|available to this channel's members|Join this channel|members on level/i,
    'platform.members_only',
  ],
  [/confirm your age|age[- ]restricted|inappropriate for some users/i, 'platform.age_gate'],
  [/Private video|This video is private|is private\. (If|Sign)|video is private/i, 'platform.private'],
  [
    /Premieres in|Premiere will begin|live event will begin|Upcoming live|has not started|is upcoming|offline for now|Waiting for/i,
    'platform.not_finished',
  ],
  [
    /login required|Sign in|log ?in (is )?(required|to)|requiring login|registered users|Use --cookies|cookies are no longer valid/i,
    'platform.login_required',
  ],
  [
    /Video unavailable|video (is )?(not|no longer) available|has been removed|account (has been )?(associated|terminated)|not made this video available|unavailable|HTTP Error 410/i,
    'platform.unavailable',
  ],
  [/Unsupported URL|is not a valid URL|no suitable extractor/i, 'input.not_supported'],
  [
    /ff(mpeg|probe)[^\n]*(not found|not installed|is not installed)|ffprobe and ffmpeg not found/i,
    'ffmpeg.missing',
  ],
  [/Postprocessing:|Conversion failed|Error opening (output|input)|ffmpeg exited/i, 'ffmpeg.failed'],
  [
    /Name or service not known|getaddrinfo failed|name resolution|Network is unreachable|nodename nor servname/i,
    'net.offline',
  ],
  [/timed out|timeout/i, 'net.timeout'],
  [
    /more expected|content too short|IncompleteRead|fragment \d+ not found|any data blocks|file is empty/i,
    'media.incomplete',
  ],
  [/unable to download video data: HTTP Error 403|HTTP Error 403/i, 'media.expired'],
  [/HTTP Error 404/i, 'platform.not_found'],
  [/HTTP Error \d+/i, 'net.http'],
  [
    /CERTIFICATE_VERIFY_FAILED|SSL|Connection (refused|reset|aborted)|RemoteDisconnected|ProxyError|Tunnel connection|urlopen error|Unable to connect/i,
    'net.failed',
  ],
  [/\[download\] Got error:/, 'media.incomplete'],
];

const rejectedByFilter = 101;

/**
 * The lines that say why: errors, or the last lines when there are none (a Python traceback ends with its reason). An
 * error of a running download begins with a CR, so that its words are a line of their own.
 */
function findReason(lines: readonly string[]): string {
  const errors = lines.flatMap((line, index) => {
    if (!line.startsWith('ERROR:')) return [];
    return line.trim() === 'ERROR:' ? [`${line.trim()} ${lines[index + 1] ?? ''}`] : [line];
  });
  return (errors.length > 0 ? errors : lines.slice(-3)).join(' ');
}

/** Addresses in a message may hold tokens, and help for yt-dlp's own command line is of no use to our users. */
const toWords = (reason: string): string =>
  reason
    .replaceAll(/https?:\/\/\S+/g, '…')
    .replaceAll(/\(caused by .*/g, '')
    .replaceAll(
      /\b((ERROR|WARNING):( \[\w[\w:+.]*\]( Got error:| [\w-]+:)?)?|Use --cookies.*|Confirm you are on the latest version.*|please report this issue.*)/gi,
      '',
    )
    .trim()
    .slice(0, 300);

/** Codes whose sentence says nothing that yt-dlp does not say better. */
const saidByYtDlp: readonly ErrorCode[] = ['ytdlp.failed', 'ffmpeg.failed'];

/** Our sentence, and what was said, which may know more: in which country, by whom. Undefined for the sentence alone. */
function toMessage(code: ErrorCode, words: string): string | undefined {
  if (words === '') return undefined;
  if (code === 'input.not_supported') return 'There is no video on this page that could be found.';
  return saidByYtDlp.includes(code) ? words : `${new AppError(code).message} yt-dlp says: ${words}`;
}

/** How yt-dlp has ended, and its last words. */
export interface ChildEnd {
  exitCode: number | null;
  signal: string | null;
  /** The last lines of standard error. */
  errorLines: readonly string[];
}

/** The error for a run that did not give a file. */
export function readFailure({ exitCode, signal, errorLines }: ChildEnd): AppError {
  if (exitCode === rejectedByFilter) return new AppError('platform.not_finished');
  const reason = findReason(errorLines);
  const code = phrases.find(([pattern]) => pattern.test(reason))?.[1] ?? 'ytdlp.failed';
  return new AppError(code, toMessage(code, toWords(reason)), {
    context: { ...(exitCode === null ? {} : { exitCode }), ...(signal ? { signal } : {}) },
  });
}
