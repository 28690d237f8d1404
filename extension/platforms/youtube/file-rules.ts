import type { FileRules } from '../platform.ts';

const mib = 1024 ** 2;

/**
 * Pictures and captions; videos come through yt-dlp, and are judged by their tracks. A thumbnail may be uploaded with
 * 50 MB (since 2025), and is served as JPEG or WebP; pictures of channels as PNG or GIF too.
 */
export const youtubeFiles: FileRules = {
  image: { types: ['jpeg', 'webp', 'avif', 'png', 'gif'], maxBytes: 64 * mib },
  subtitle: { types: null, maxBytes: 32 * mib },
};
