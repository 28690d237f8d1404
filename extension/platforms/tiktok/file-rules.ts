import type { FileRules } from '../platform.ts';

const mib = 1024 ** 2;
const gib = 1024 ** 3;

/**
 * Its site takes videos of up to 30 GB and an hour, and pictures of up to 20 MB; all are encoded anew, to MP4 and to what
 * its picture servers choose. Sounds are MP3, or AAC in MP4.
 */
export const tiktokFiles: FileRules = {
  video: { types: ['mp4'], maxBytes: 30 * gib },
  image: { types: ['jpeg', 'webp', 'avif', 'heic', 'png', 'gif'], maxBytes: 32 * mib },
  audio: { types: ['mp3', 'mp4', 'aac'], maxBytes: gib },
  subtitle: { types: null, maxBytes: 32 * mib },
};
