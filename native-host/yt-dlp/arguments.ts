/** The whole command line of yt-dlp. Nothing from a message reaches it but an address, a user agent and a preset. */
import type { Quality } from '../../shared/model/job-options.ts';
import { audioTypes } from '../archive/archive-path.ts';

/** Lines of ours begin with these, so that they are told from yt-dlp's own. */
export const progressMark = 'star-export-progress:';
export const postprocessMark = 'star-export-step:';
export const startMark = 'star-export-start:';
export const resultMark = 'star-export-result:';

/** What the command line depends on. */
export interface DownloadPlan {
  /** Checked by `parsePageUrl`. */
  url: URL;
  quality: Quality;
  /** Absolute folder of the unfinished files. */
  workDirectory: string;
  /** Absolute folder into which yt-dlp moves what is finished. */
  doneDirectory: string;
  /** Absolute path of a copy that yt-dlp may rewrite; null without cookies. */
  cookieFile: string | null;
  userAgent: string | null;
  ffmpegPath: string;
  /** Absolute path of the Node that solves the site's script challenges. */
  nodePath: string;
  extractors: string;
  /** Trust SSL_CERT_FILE instead of the certificates that come with Python packages. */
  systemCertificates: boolean;
}

const maxHeight: Partial<Record<Quality, number>> = { '1080p': 1080, '720p': 720, '480p': 480 };

/** Which formats to take: the resolution asked for or the next below, and among equals what plays everywhere. */
function buildFormatArguments(quality: Quality): string[] {
  if (quality === 'audio') {
    return ['-f', 'ba[ext=m4a]/ba/b', '--extract-audio', '--audio-format', 'm4a'];
  }
  const height = maxHeight[quality];
  const resolution = height === undefined ? 'res' : `res:${height}`;
  return [
    '-f',
    'bv*+ba/b',
    '-S',
    `${resolution},fps,hdr:sdr,vcodec:h264,acodec:aac`,
    '--merge-output-format',
    'mp4/webm/mkv',
  ];
}

/** What must never be switched on by a settings file, a plug-in or a default. */
const walls = [
  '--ignore-config',
  '--no-config-locations',
  '--no-plugin-dirs',
  '--no-exec',
  '--no-cookies-from-browser',
  '--no-update',
  '--no-remote-components',
  '--no-cache-dir',
  '--no-batch-file',
  '--no-download-archive',
  '--no-playlist',
  '--no-wait-for-video',
  '--no-live-from-start',
];

/** The native downloader for every protocol: programs such as aria2c, curl or ffmpeg leaked cookies or ran code when fed manifests. */
const downloaders = ['--downloader', 'native', '--downloader', 'dash,m3u8:native'];

const patience = [
  '--socket-timeout',
  '30',
  '--retries',
  '5',
  '--fragment-retries',
  '5',
  '--abort-on-unavailable-fragments',
];

const files = [
  '--restrict-filenames',
  '--windows-filenames',
  ...['--trim-filenames', '120'],
  '--continue',
  '--part',
  '--no-mtime',
  '--no-write-info-json',
  // The format is in the name, so that a part of one format is never continued with bytes of another.
  ...['-o', 'video.%(format_id)s.%(ext)s'],
];

const resultFields = 'id,title,duration,filepath,ext,format_id,live_status';

const reports = [
  ...['--no-quiet', '--newline', '--progress', '--color', 'never', '--no-simulate'],
  ...['--progress-delta', '0.25'],
  ...['--progress-template', `download:${progressMark}%(progress)j`],
  ...['--progress-template', `postprocess:${postprocessMark}%(progress)j`],
  ...['--print', `before_dl:${startMark}%(.{${resultFields}})j`],
  ...['--print', `after_move:${resultMark}%(.{${resultFields}})j`],
];

/** A running stream has no end to wait for: yt-dlp stops with exit code 101. */
const filters = ['--break-match-filters', '!is_live & live_status!=?is_upcoming & live_status!=?post_live'];

/** argv without the program. Pure. */
export function buildArguments(plan: DownloadPlan): string[] {
  return [
    ...walls,
    ...downloaders,
    ...patience,
    ...files,
    ...reports,
    ...filters,
    ...buildFormatArguments(plan.quality),
    ...['--use-extractors', plan.extractors],
    ...['--no-js-runtimes', '--js-runtimes', `node:${plan.nodePath}`],
    ...['--ffmpeg-location', plan.ffmpegPath],
    ...['--paths', `home:${plan.doneDirectory}`, '--paths', `temp:${plan.workDirectory}`],
    ...(plan.systemCertificates ? ['--compat-options', 'no-certifi'] : []),
    ...(plan.cookieFile ? ['--cookies', plan.cookieFile] : []),
    ...(plan.userAgent ? ['--user-agent', plan.userAgent] : []),
    '--',
    plan.url.href,
  ];
}

/** Types that yt-dlp may give back for a preset, in the order in which a finished file is looked for. */
export const listResultTypes = (quality: Quality): string[] =>
  quality === 'audio' ? audioTypes : ['mp4', 'webm', 'mkv', 'mov', 'm4v'];
