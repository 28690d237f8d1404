import type { FileRules } from '../platform.ts';

const mib = 1024 ** 2;
const gib = 1024 ** 3;

/**
 * It takes videos of up to 10 GB and four hours, but a live one may be on for eight: so more is let through. Photos of up
 * to 30 MB become JPEG, WebP or PNG, stickers GIF. Films are MP4, their single tracks MP4 or WebM.
 */
export const facebookFiles: FileRules = {
  video: { types: ['mp4', 'webm'], maxBytes: 32 * gib },
  image: { types: ['jpeg', 'webp', 'avif', 'heic', 'png', 'gif'], maxBytes: 64 * mib },
  audio: { types: ['mp4', 'webm', 'mp3'], maxBytes: 4 * gib },
  subtitle: { types: null, maxBytes: 32 * mib },
};
