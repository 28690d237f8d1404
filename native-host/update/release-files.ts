/** The files of an official release of yt-dlp: which one is for this machine, and what its hash must be. Pure. */
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';

/** What decides which file runs here. */
export interface Runner {
  platform: NodeJS.Platform;
  /** Of `process.arch`. */
  arch: string;
  /** Linux: the C library is musl (Alpine), not glibc. */
  isMusl: boolean;
}

/** Programs with a Python of their own; where there is none for a machine, the archive that needs one. */
const programs: Readonly<Record<string, string>> = {
  'linux x64': 'yt-dlp_linux',
  'linux arm64': 'yt-dlp_linux_aarch64',
  'linux x64 musl': 'yt-dlp_musllinux',
  'linux arm64 musl': 'yt-dlp_musllinux_aarch64',
  'darwin x64': 'yt-dlp_macos',
  'darwin arm64': 'yt-dlp_macos',
  'win32 x64': 'yt-dlp.exe',
  'win32 arm64': 'yt-dlp_arm64.exe',
  'win32 ia32': 'yt-dlp_x86.exe',
};
const archive = 'yt-dlp';

/** Name of the file in a release. */
export const chooseFile = ({ platform, arch, isMusl }: Runner): string =>
  programs[`${platform} ${arch}${isMusl ? ' musl' : ''}`] ?? archive;

/** The machine we run on; glibc tells its version in Node's report. */
export function readRunner(): Runner {
  const report: unknown = process.platform === 'linux' ? process.report.getReport() : null;
  const glibc = z.object({ header: z.object({ glibcVersionRuntime: z.string() }) }).safeParse(report);
  return {
    platform: process.platform,
    arch: process.arch,
    isMusl: process.platform === 'linux' && !glibc.success,
  };
}

/** Releases are named by their day; this becomes the name of a folder and a part of an address. */
const releaseSchema = z.object({ tag_name: z.string().regex(/^\d{4}\.\d{1,2}\.\d{1,2}(\.\d{1,6})?$/) });

/** The version in GitHub's answer about a release. Throws `ytdlp.update_failed`. */
export function parseRelease(text: string): string {
  try {
    return releaseSchema.parse(JSON.parse(text)).tag_name;
  } catch (cause) {
    throw new AppError('ytdlp.update_failed', 'The answer about the newest yt-dlp was not understood.', {
      cause,
    });
  }
}

/** The SHA-256 of a file in a release's `SHA2-256SUMS`. Throws `ytdlp.update_failed` when it is not in there, once. */
export function parseHash(sums: string, file: string): string {
  const found = sums.split('\n').flatMap((line) => {
    const [, hash, name] = /^([0-9a-f]{64}) [ *](\S+)\s*$/.exec(line) ?? [];
    return hash !== undefined && name === file ? [hash] : [];
  });
  const [hash] = found;
  if (found.length === 1 && hash !== undefined) return hash;
  throw new AppError('ytdlp.update_failed', `The release has no hash for ${file}.`);
}

/** Where GitHub tells of the newest release. */
export const newestAddress = 'https://api.github.com/repos/yt-dlp/yt-dlp/releases/latest';

/** Where a file of a release is. */
export const toFileAddress = (version: string, file: string): string =>
  `https://github.com/yt-dlp/yt-dlp/releases/download/${version}/${file}`;

/** GitHub's own hosts and those it keeps files on. Throws `input.url_refused`; also asked for every redirect. */
export function parseReleaseUrl(text: string): URL {
  const url = URL.parse(text);
  const isOurs =
    url?.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    (['api.github.com', 'github.com'].includes(url.hostname) ||
      url.hostname.endsWith('.githubusercontent.com'));
  if (!url || !isOurs)
    throw new AppError('input.url_refused', 'The release leads away from GitHub.', {
      context: { host: url?.hostname ?? '' },
    });
  return url;
}
