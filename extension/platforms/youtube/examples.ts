import type { SourceExample } from '../platform.ts';
import { toRef } from './urls.ts';

const channelId = 'UCsXVk37bltHxD1rDPwtNM8Q';

/** Addresses of YouTube and the source that each names. */
export const youtubeExamples: SourceExample[] = [
  { url: 'https://www.youtube.com/@kurzgesagt', ref: toRef('channel', '@kurzgesagt') },
  { url: `https://m.youtube.com/channel/${channelId}/featured`, ref: toRef('channel', channelId) },
  {
    url: 'https://www.youtube.com/user/Kurzgesagt/videos',
    ref: toRef('channel_videos', 'user/Kurzgesagt'),
  },
  { url: 'https://www.youtube.com/@kurzgesagt/shorts', ref: toRef('channel_shorts', '@kurzgesagt') },
  { url: 'https://www.youtube.com/@kurzgesagt/streams', ref: toRef('channel_live', '@kurzgesagt') },
  {
    url: 'https://www.youtube.com/c/Kurzgesagt/playlists',
    ref: toRef('channel_playlists', 'c/Kurzgesagt'),
  },
  { url: 'https://www.youtube.com/@kurzgesagt/releases', ref: toRef('channel_releases', '@kurzgesagt') },
  {
    url: 'https://music.youtube.com/playlist?list=PLFs4vir_WsTwEd-nJgVJCZPNL3HALHHpF&si=abc',
    ref: toRef('playlist', 'PLFs4vir_WsTwEd-nJgVJCZPNL3HALHHpF'),
  },
  { url: 'https://www.youtube.com/playlist?list=LL', ref: toRef('liked', 'LL') },
  { url: 'https://www.youtube.com/playlist?list=WL', ref: toRef('watch_later', 'WL') },
  { url: 'https://www.youtube.com/feed/history', ref: toRef('history', 'history') },
  { url: 'https://www.youtube.com/feed/channels', ref: toRef('subscriptions', 'subscriptions') },
  { url: 'https://youtu.be/xaQJbozY_Is?t=42', ref: toRef('video', 'xaQJbozY_Is') },
  { url: 'https://www.youtube.com/shorts/0UfLo9SOUeE', ref: toRef('short', '0UfLo9SOUeE') },
];
