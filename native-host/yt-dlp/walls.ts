/** What every run of yt-dlp has in common: all that must never be switched on, and by what it reaches a site. Pure. */

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

/** argv up to what a run is for. */
export const buildWalls = (access: Access): string[] => [
  ...walls,
  ...downloaders,
  ...['--socket-timeout', '30', '--retries', '5'],
  ...['--use-extractors', access.extractors],
  ...['--no-js-runtimes', '--js-runtimes', `node:${access.nodePath}`],
  ...['--ffmpeg-location', access.ffmpegPath],
  ...(access.systemCertificates ? ['--compat-options', 'no-certifi'] : []),
  ...(access.cookieFile ? ['--cookies', access.cookieFile] : []),
  ...(access.userAgent ? ['--user-agent', access.userAgent] : []),
];

/** The end of argv: whatever an address looks like, it is no option. */
export const buildTarget = ({ url }: Pick<Access, 'url'>): string[] => ['--', url.href];
