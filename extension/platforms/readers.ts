/** The lazy half of each platform. Only content scripts and the `read` command import it: readers are large. */
import type { PlatformId } from '../../shared/model/source.ts';
import type { PlatformReaders } from './platform.ts';

export const readers: Partial<Record<PlatformId, () => Promise<PlatformReaders>>> = {
  youtube: async () => (await import('./youtube/read.ts')).youtubeReaders,
  tiktok: async () => (await import('./tiktok/read.ts')).tiktokReaders,
  facebook: async () => (await import('./facebook/read.ts')).facebookReaders,
};
