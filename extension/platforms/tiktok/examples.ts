import type { SourceExample } from '../platform.ts';
import { toListRef, toPostRef, toProfileRef, toRef } from './urls.ts';

const home = 'https://www.tiktok.com/';

/** Addresses of TikTok and the source that each names. */
export const tiktokExamples: SourceExample[] = [
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
];
