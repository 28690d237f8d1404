import { createFacebookSite, type FacebookSite, type FacebookSiteOptions } from './facebook/index.ts';
import type { Clip } from './media/clip.ts';
import { createPlainSite, type PlainSite } from './plain/index.ts';
import { createTiktokSite, type TiktokSite, type TiktokSiteOptions } from './tiktok/index.ts';
import { createYoutubeSite, type YoutubeSite, type YoutubeSiteOptions } from './youtube/index.ts';

/** What a run decides about the sites; each is described where it is read. YouTube's options stand alone, the seed and the clock are everybody's. */
export interface SitesOptions extends Omit<YoutubeSiteOptions, 'clips'> {
  tiktok?: Omit<TiktokSiteOptions, 'clips'>;
  facebook?: Omit<FacebookSiteOptions, 'clips'>;
}

/** Every site of the testbed by id. */
export interface Sites {
  youtube: YoutubeSite;
  tiktok: TiktokSite;
  facebook: FacebookSite;
  plain: PlainSite;
}

/** Creates all sites over the same media. Another platform is one line here, one in `Sites` and one in `SitesOptions`. */
export function createSites({ tiktok, facebook, ...options }: SitesOptions, clips: readonly Clip[]): Sites {
  const { seed, now } = options;
  const shared = { ...(seed !== undefined && { seed }), ...(now && { now }), clips };
  return {
    youtube: createYoutubeSite({ ...options, clips }),
    tiktok: createTiktokSite({ ...shared, ...tiktok }),
    facebook: createFacebookSite({ ...shared, ...facebook }),
    plain: createPlainSite({ clips }),
  };
}
