/** One small archive with posts of all three platforms and every kind of file; nobody has one like it, formats do. */
import type { Comment, Item } from '../../../shared/model/item.ts';
import type { ArchivedItem } from '../exporter.ts';
import { buildFile, buildItem } from './sample-archive.ts';

const tikTokAuthor: Item['author'] = {
  id: '6810000000000000001',
  name: 'Tug & Tide',
  handle: '@tugandtide',
  url: 'https://www.tiktok.com/@tugandtide',
};

const exact = (value: number) => ({ precision: 'exact', value }) as const;

const tikTokVideo = buildItem({
  platform: 'tiktok',
  id: '7300000000000000001',
  kind: 'video',
  url: 'https://www.tiktok.com/@tugandtide/video/7300000000000000001',
  author: tikTokAuthor,
  title: 'Fog over the pier',
  text: 'Fog over the pier #fog @harbourmaster',
  createdAt: { precision: 'exact', at: '2026-07-31T06:00:00Z' },
  durationSec: 21,
  stats: { views: exact(900), likes: exact(80), comments: exact(0), shares: exact(7), saves: exact(5), reposts: exact(1) },
  media: [
    {
      id: 'video',
      kind: 'video',
      variants: [
        {
          url: 'https://v16-webapp.tiktok.com/video/fog.mp4?expire=1&signature=abc',
          width: 576,
          height: 1024,
          bitrate: 900_000,
          codec: 'h264',
          bytes: 2_400_000,
        },
      ],
    },
  ],
  tags: ['fog'],
  category: null,
  mentions: ['harbourmaster'],
  music: { id: '71', title: 'Low Tide', author: 'The Tugs', durationSec: 60, original: false },
  location: { id: '22', name: 'Old Pier', address: '1 Quay Street' },
  effects: ['Fog'],
});

const tikTokPhotos = buildItem({
  platform: 'tiktok',
  id: '7300000000000000002',
  kind: 'photo_post',
  url: 'https://www.tiktok.com/@tugandtide/photo/7300000000000000002',
  author: tikTokAuthor,
  title: 'Three boats',
  text: 'Three boats <3',
  createdAt: { precision: 'exact', at: '2026-07-31T18:00:00Z' },
  durationSec: 12,
  stats: { views: exact(40) },
  media: [],
  tags: [],
  category: null,
});

const facebookPost = buildItem({
  platform: 'facebook',
  id: '1000000000000001',
  kind: 'post',
  url: 'https://www.facebook.com/demo.harbour/posts/1000000000000001',
  author: { id: '100', name: 'Demo Harbour', handle: null, url: 'https://www.facebook.com/demo.harbour' },
  title: 'The crane is back',
  text: 'The crane is back.\n\nSee you on Sunday & bring "friends" <all of them>.',
  createdAt: { precision: 'exact', at: '2024-02-29T12:00:00Z' },
  durationSec: null,
  stats: { reactions: exact(31), comments: exact(1), shares: { precision: 'rounded', text: '1.1K', approximate: 1100 } },
  reactionKinds: { LIKE: exact(20), LOVE: exact(11) },
  media: [],
  tags: [],
  category: null,
  privacy: 'friends',
  sharedPost: {
    id: '99',
    url: 'https://www.facebook.com/other/posts/99',
    author: { id: '5', name: 'Other Harbour', handle: null, url: null },
    text: 'We lend you our crane',
    createdAt: { precision: 'approximate', text: '2 days ago' },
  },
});

const youtubeVideo = buildItem({ chapters: [{ title: 'The old crane', startSec: 0 }, { title: 'The light', startSec: 120 }] });

const youtubeList = buildItem({
  id: 'PLwalks',
  kind: 'playlist',
  url: 'https://www.youtube.com/playlist?list=PLwalks',
  title: 'Walks: all of them',
  text: null,
  durationSec: null,
  createdAt: { precision: 'unknown' },
  stats: { items: exact(2) },
  media: [],
  tags: [],
  category: null,
  entries: [
    { id: 'gone0000001', title: '[Deleted video]', position: 1 },
    { id: 'video000001', title: 'A walk along the harbour', position: 2 },
  ],
});

const archive = (item: Item, seenIn: ArchivedItem['seenIn'], ...paths: string[]): ArchivedItem => ({
  ...{ item, seenIn, saved: true, refusals: [] },
  files: paths.map((path) => buildFile(path, 1_000_000 + path.length)),
});

/** Newest first, as profiles show them. */
export const platformItems: ArchivedItem[] = [
  archive(
    tikTokPhotos,
    ['posts', 'liked'],
    'media/images/tiktok/2026-07-31_7300000000000000002.jpg',
    'media/images/tiktok/2026-07-31_7300000000000000002_1.jpg',
    'media/images/tiktok/2026-07-31_7300000000000000002_2.webp',
    'media/audio/tiktok/2026-07-31_7300000000000000002.m4a',
  ),
  archive(
    tikTokVideo,
    ['posts'],
    'media/videos/tiktok/2026-07-31_7300000000000000001.mp4',
    'media/images/tiktok/2026-07-31_7300000000000000001.jpg',
  ),
  archive(
    youtubeVideo,
    ['channel_videos'],
    'media/videos/youtube/2025-06-01_video000001.mp4',
    'media/images/youtube/2025-06-01_video000001.jpg',
    'media/subtitles/youtube/2025-06-01_video000001.en.vtt',
  ),
  archive(facebookPost, ['timeline'], 'media/images/facebook/2024-02-29_1000000000000001_1.jpg'),
  archive(youtubeList, ['channel_playlists'], 'media/images/youtube/undated_PLwalks.jpg'),
];

/** In the order of the items. */
export const platformComments: Comment[] = [
  {
    id: 'c1',
    itemId: 'video000001',
    parentId: null,
    author: { id: 'UCada', name: 'Ada', handle: '@ada', url: null },
    text: 'Lovely & <calm>',
    createdAt: { precision: 'approximate', text: '1 year ago' },
    likes: exact(3),
    replies: exact(1),
    pinned: true,
    byOwner: false,
  },
  {
    id: 'c1.r',
    itemId: 'video000001',
    parentId: 'c1',
    author: { id: 'UCdemo', name: 'Demo Creator', handle: '@demo', url: null },
    text: 'Thank you',
    createdAt: { precision: 'exact', at: '2025-06-03T10:00:00Z' },
    likes: null,
    replies: null,
    pinned: false,
    byOwner: true,
  },
  {
    id: 'c2',
    itemId: '1000000000000001',
    parentId: null,
    author: null,
    text: 'See you\nthere',
    createdAt: { precision: 'unknown' },
    likes: null,
    replies: null,
    pinned: false,
    byOwner: false,
  },
];
