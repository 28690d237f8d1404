import type { Platform } from '../platform.ts';
import { matchUrl } from './urls.ts';

/** YouTube as data: what the manifest, the popup and every page need to know before a page is read. */
export const youtube: Platform = {
  id: 'youtube',
  label: 'YouTube',
  pageMatches: ['https://www.youtube.com/*'],
  linkMatches: ['https://*.youtube.com/*', 'https://youtu.be/*'],
  hostPermissions: [
    // Cookies set for .youtube.com are only visible with the wildcard.
    'https://*.youtube.com/*',
    'https://*.ytimg.com/*',
    'https://*.ggpht.com/*',
    'https://*.googleusercontent.com/*',
  ],
  cookieDomains: ['youtube.com'],
  homeUrl: 'https://www.youtube.com/',
  // Two requests a second after a short burst: about what a person who browses quickly makes.
  budget: { perMinute: 120, perHour: 4000, perDay: 30_000, burst: 30, night: null },
  requests: {
    pageLoad: 3,
    ownPage: 1,
    details: 2,
    comments: 3,
    captions: 1,
    extraction: 4,
    itemsPerPage: 30,
    wholeLists: false,
  },
  tapPaths: [],
  // A channel's uploads are a playlist, the only one that is in order.
  isNewestFirst: ({ kind, id }) =>
    /^(channel_(videos|shorts|live)|liked|history)$/.test(kind) ||
    (kind === 'playlist' && id.startsWith('UU')),
  media: null,
  match: matchUrl,
};
