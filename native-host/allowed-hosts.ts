/** Which hosts belong to a platform. Requests, cookies and redirects outside of these are refused. */
import type { PlatformId } from '../shared/model/source.ts';

interface PlatformHosts {
  /** Pages of videos, as given to yt-dlp. `*.x` is any name below x, not x itself. */
  pages: readonly string[];
  /** Images, captions and other files. */
  files: readonly string[];
  /** Cookies are passed on for these domains and the names below them. */
  cookies: readonly string[];
  /** yt-dlp's extractors for its pages (regular expressions on their names); no other may answer. */
  extractors: string;
}

export const platformHosts: Readonly<Record<PlatformId, PlatformHosts>> = {
  youtube: {
    pages: ['www.youtube.com', 'm.youtube.com', 'music.youtube.com', 'youtube.com', 'youtu.be'],
    files: [
      'www.youtube.com',
      'i.ytimg.com',
      '*.ytimg.com',
      '*.ggpht.com',
      '*.googleusercontent.com',
      '*.googlevideo.com',
    ],
    cookies: ['youtube.com'],
    extractors: 'youtube',
  },
  tiktok: {
    pages: ['www.tiktok.com', 'm.tiktok.com', 'vm.tiktok.com', 'vt.tiktok.com'],
    files: [
      '*.tiktok.com',
      '*.tiktokcdn.com',
      '*.tiktokcdn-us.com',
      '*.tiktokcdn-eu.com',
      '*.tiktokv.com',
      '*.ibyteimg.com',
    ],
    cookies: ['tiktok.com'],
    extractors: 'tiktok',
  },
  facebook: {
    pages: ['www.facebook.com', 'm.facebook.com', 'web.facebook.com', 'fb.watch'],
    files: ['*.facebook.com', '*.fbcdn.net'],
    cookies: ['facebook.com'],
    extractors: 'facebook,facebook:reel',
  },
};

/** Whether a host name is one of the patterns. Names are compared as URLs write them: lower case, no trailing dot. */
export const isAllowedHost = (host: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern));
