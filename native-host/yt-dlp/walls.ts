/** What every run of yt-dlp has in common: all that must never be switched on, and by what it reaches a site. Pure. */

import { imageDemuxers, mediaDemuxers, subtitleDemuxers } from '../ffmpeg/containers.ts';

/** How a site is reached. Nothing of a message is in it but a user agent. */
export interface Access {
  /** Checked by `parsePageUrl`. */
  url: URL;
  /** Which of the page's videos; null: its only one. */
  entry: number | null;
  /** Regular expressions on the names of the extractors that may answer. */
  extractors: string;
  /** Absolute path of a copy that yt-dlp may rewrite; null without cookies. */
  cookieFile: string | null;
  userAgent: string | null;
  ffmpegPath: string;
  /** Absolute path of the Node that solves the site's script challenges. */
  nodePath: string;
  /** Trust SSL_CERT_FILE instead of the certificates that come with Python packages. */
  systemCertificates: boolean;
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
  '--no-mark-watched',
  // Would pretend to be in another country.
  ...['--xff', 'never'],
  ...['--color', 'never'],
];

/**
 * The native downloader for every protocol: programs such as aria2c or curl leaked cookies or ran code when fed manifests.
 * ffmpeg, which yt-dlp falls back to for streams it cannot read itself, asks without checking certificates; it is
 * left with local files, so that this fallback fails.
 */
const downloaders = [
  ...['--downloader', 'native', '--downloader', 'dash,m3u8:native'],
  ...['--downloader-args', 'ffmpeg_i:-protocol_whitelist file,pipe'],
];

/**
 * ffmpeg goes by what is in a file: a playlist that was sent as a video would have it put any file of this machine into
 * the result. These are the readers of media, captions, pictures and chapters; none of them opens another file.
 */
const readers = [
  ...mediaDemuxers,
  ...['avi', 'asf', 'amr', 'ac3', 'eac3', 'rm', 'mpeg', 'mpegvideo', 'h264', 'hevc', 'dts'],
  ...subtitleDemuxers,
  ...imageDemuxers,
  ...['image2', 'gif', 'ffmetadata'],
];

/** yt-dlp's steps that have ffmpeg open what was fetched. */
const steps = [
  ...['Merger', 'ExtractAudio', 'VideoRemuxer', 'Metadata', 'EmbedSubtitle', 'EmbedThumbnail'],
  ...['SubtitlesConvertor', 'ThumbnailsConvertor', 'CopyStream', 'FixupStretched', 'FixupM4a', 'FixupM3u8'],
  ...['FixupTimestamp', 'FixupDuration', 'FixupDuplicateMoov'],
].flatMap((name) => [
  '--postprocessor-args',
  `${name}+ffmpeg_i:-protocol_whitelist file,pipe -format_whitelist ${readers.join(',')}`,
]);

/** argv up to what a run is for. */
export const buildWalls = (access: Access): string[] => [
  ...walls,
  ...downloaders,
  ...steps,
  ...['--socket-timeout', '30'],
  ...['--use-extractors', access.extractors],
  ...['--no-js-runtimes', '--js-runtimes', `node:${access.nodePath}`],
  ...['--ffmpeg-location', access.ffmpegPath],
  ...(access.systemCertificates ? ['--compat-options', 'no-certifi'] : []),
  ...(access.cookieFile ? ['--cookies', access.cookieFile] : []),
  ...(access.userAgent ? ['--user-agent', access.userAgent] : []),
];

/** The end of argv: whatever an address looks like, it is no option. */
export const buildTarget = ({ url }: Pick<Access, 'url'>): string[] => ['--', url.href];
