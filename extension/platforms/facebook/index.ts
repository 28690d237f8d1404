import type { StoredPlatform } from '../platform.ts';
import { matchUrl } from './urls.ts';

const origin = 'https://www.facebook.com';

/** Facebook as data: what the manifest, the page button and the popup need to know before a page is read. */
export const facebook: StoredPlatform = {
  id: 'facebook',
  label: 'Facebook',
  pageMatches: ['https://www.facebook.com/*', 'https://web.facebook.com/*', 'https://m.facebook.com/*'],
  linkMatches: ['https://*.facebook.com/*', 'https://fb.watch/*', 'https://*.fb.com/*'],
  hostPermissions: ['https://*.facebook.com/*', 'https://*.fbcdn.net/*'],
  cookieDomains: ['facebook.com'],
  homeUrl: `${origin}/`,
  // A feed page holds three to ten posts. Facebook is the quickest of the three to take haste for a machine.
  budget: { perMinute: 15, perHour: 500, perDay: 4000, burst: 5, night: null },
  match: matchUrl,
};
