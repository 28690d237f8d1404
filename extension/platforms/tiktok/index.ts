import type { Platform } from '../platform.ts';
import { anchors } from './anchors.ts';
import { matchUrl, toListRef, toPostRef, toProfileRef, toRef } from './urls.ts';

const home = 'https://www.tiktok.com/';

/** TikTok as data: what the manifest, the page button and the popup need to know before a page is read. */
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
  tapPaths: ['/api/'],
  anchors,
  media: {
    referer: home,
    domains: ['tiktok.com', 'tiktokcdn.com', 'tiktokcdn-us.com', 'tiktokcdn-eu.com', 'tiktokv.com'],
  },
  examples: [
    { url: `${home}@tiktok?lang=en`, ref: toProfileRef('profile', 'tiktok') },
    { url: `${home}@TikTok/posts`, ref: toProfileRef('posts', 'tiktok') },
    { url: `${home}@tiktok/reposts`, ref: toProfileRef('reposts', 'tiktok') },
    { url: `${home}@tiktok#liked`, ref: toProfileRef('liked', 'tiktok') },
    { url: `${home}@tiktok/saved`, ref: toProfileRef('favourites', 'tiktok') },
    { url: `${home}@tiktok/stories`, ref: toProfileRef('stories', 'tiktok') },
    { url: `${home}following?lang=en`, ref: toRef('following', 'following', '/following') },
    {
      url: `${home}@tiktok/collection/Quiet harbours-7100000000000000001`,
      ref: toListRef('collection', '7100000000000000001', { handle: 'tiktok', name: 'Quiet harbours' }),
    },
    {
      url: `${home}@tiktok/playlist/Cranes-7100000000000000002?lang=en`,
      ref: toListRef('playlist', '7100000000000000002', { handle: 'tiktok', name: 'Cranes' }),
    },
    {
      url: `${home}music/original-sound-7100000000000000003`,
      ref: toRef('sound', '7100000000000000003', '/music/original-sound-7100000000000000003'),
    },
    { url: `${home}tag/Harbour?lang=en`, ref: toRef('hashtag', 'harbour', '/tag/harbour') },
    {
      url: 'https://m.tiktok.com/@tiktok/video/7100000000000000004?is_from_webapp=1',
      ref: toPostRef('video', '7100000000000000004', 'tiktok'),
    },
    {
      url: `${home}@tiktok/photo/7100000000000000005`,
      ref: toPostRef('photo_post', '7100000000000000005', 'tiktok'),
    },
  ],
  match: matchUrl,
};
