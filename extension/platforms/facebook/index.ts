import type { Platform } from '../platform.ts';
import { matchUrl } from './urls.ts';

const origin = 'https://www.facebook.com';

/** Facebook as data: what the manifest, the popup and every page need to know before a page is read. */
export const facebook: Platform = {
  id: 'facebook',
  label: 'Facebook',
  // Phones get another site at `m.`: its addresses are known, its pages are not read.
  pageMatches: ['https://www.facebook.com/*', 'https://web.facebook.com/*'],
  linkMatches: ['https://*.facebook.com/*', 'https://fb.watch/*', 'https://*.fb.com/*'],
  hostPermissions: ['https://*.facebook.com/*', 'https://*.fbcdn.net/*'],
  cookieDomains: ['facebook.com'],
  homeUrl: `${origin}/`,
  // A feed page holds three to ten posts. Facebook is the quickest of the three to take haste for a machine.
  budget: { perMinute: 15, perHour: 500, perDay: 4000, burst: 5, night: null },
  requests: {
    pageLoad: 3,
    ownPage: 1,
    details: 2,
    comments: 3,
    captions: 0,
    extraction: 2,
    itemsPerPage: 3,
    wholeLists: false,
  },
  tapPaths: ['/api/graphql/', '/ajax/route-definition/'],
  isNewestFirst: ({ kind }) => ['timeline', 'photos', 'videos', 'reels', 'saved'].includes(kind),
  media: { referer: `${origin}/`, domains: ['fbcdn.net'] },
  match: matchUrl,
};
