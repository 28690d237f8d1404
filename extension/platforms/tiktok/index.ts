import type { Platform } from '../platform.ts';
import { matchUrl } from './urls.ts';

const home = 'https://www.tiktok.com/';

/** TikTok as data: what the manifest, the popup and every page need to know before a page is read. */
export const tiktok: Platform = {
  id: 'tiktok',
  label: 'TikTok',
  pageMatches: ['https://www.tiktok.com/*'],
  linkMatches: ['https://*.tiktok.com/*', 'https://*.tiktokv.com/*'],
  hostPermissions: [
    // Pages, cookies and video files; then pictures, sounds and subtitles by the region that serves them.
    'https://*.tiktok.com/*',
    'https://*.tiktokcdn.com/*',
    'https://*.tiktokcdn-us.com/*',
    'https://*.tiktokcdn-eu.com/*',
    'https://*.tiktokv.com/*',
  ],
  cookieDomains: ['tiktok.com'],
  homeUrl: home,
  // A list page holds 15 to 35 posts; a profile of 3,000 takes about ten minutes.
  budget: { perMinute: 20, perHour: 600, perDay: 5000, burst: 5, night: null },
  requests: {
    pageLoad: 3,
    ownPage: 2,
    details: 1,
    comments: 3,
    captions: 0,
    extraction: 1,
    itemsPerPage: 25,
    wholeLists: true,
  },
  tapPaths: ['/api/'],
  isNewestFirst: ({ kind }) => ['posts', 'reposts', 'liked', 'favourites'].includes(kind),
  media: {
    referer: home,
    domains: ['tiktok.com', 'tiktokcdn.com', 'tiktokcdn-us.com', 'tiktokcdn-eu.com', 'tiktokv.com'],
  },
  match: matchUrl,
};
