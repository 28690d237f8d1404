/** Names of the lists in which things were found. */
import type { SourceKind } from '../../../../shared/model/source.ts';
import type { ViewerList } from '../records.ts';

const words: Partial<Record<SourceKind, string>> = {
  channel_videos: 'Videos',
  channel_shorts: 'Shorts',
  channel_live: 'Live',
  channel_playlists: 'Playlists',
  channel_releases: 'Releases',
  playlist: 'Uploads',
  liked: 'Liked',
  watch_later: 'Watch later',
  history: 'History',
  subscriptions: 'Subscriptions',
  posts: 'Posts',
  reposts: 'Reposts',
  favourites: 'Favourites',
  collections: 'Collections',
  playlists: 'Playlists',
  stories: 'Stories',
  following: 'Following',
  timeline: 'Timeline',
  photos: 'Photos',
  videos: 'Videos',
  reels: 'Reels',
  saved: 'Saved',
};

/** `Liked`, or the playlist's title. */
export const toListName = (list: ViewerList): string =>
  list.type === 'playlist' ? list.title : (words[list.kind] ?? list.kind.replaceAll('_', ' '));
