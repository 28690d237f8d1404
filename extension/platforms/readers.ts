/** The lazy half of each platform. Only content scripts and the `read` command import it: readers are large. */
import type { PlatformId } from '../../shared/model/source.ts';
import type { PlatformReaders, StoredPageReaders } from './platform.ts';

export const readers: Partial<Record<PlatformId, () => Promise<PlatformReaders>>> = {
  youtube: async () => (await import('./youtube/read.ts')).youtubeReaders,
  tiktok: async () => (await import('./tiktok/read.ts')).tiktokReaders,
};

/** The same for platforms whose stored pages only are read. Apart, so that content scripts do not carry them. */
export const storedReaders: Partial<Record<PlatformId, () => Promise<StoredPageReaders>>> = {
  facebook: async () => (await import('./facebook/read.ts')).facebookReaders,
};
