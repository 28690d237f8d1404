import type { Clip } from './media/clip.ts';
import { createYoutubeSite, type YoutubeSite, type YoutubeSiteOptions } from './youtube/index.ts';

/** What a run decides about the sites; each is described where it is read. */
export type SitesOptions = Omit<YoutubeSiteOptions, 'clips'>;

/** Every site of the testbed by id. */
export interface Sites {
  youtube: YoutubeSite;
}

/** Creates all sites over the same media. Another platform is one line here and one in `Sites`. */
export function createSites(options: SitesOptions, clips: readonly Clip[]): Sites {
  return {
    youtube: createYoutubeSite({ ...options, clips }),
  };
}
