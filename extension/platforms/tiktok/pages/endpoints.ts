/** The lists of the site's interface (`/api/…`): what page each is part of, and how it is asked for more. */
import { type Json, toObject } from '../../../core/json.ts';
import type { PageKind } from '../../../core/pages/page-read.ts';
import type { Findings } from './search-items.ts';

/** A list of the site's interface. */
export interface Endpoint {
  /** Below `/api/`. */
  path: string;
  page: PageKind;
  /**
   * `stated`: the answer's cursor is sent back. `offset`: the same under that name. `count`: what was sent plus the
   * entries that came. `page`: what was sent plus the page's length. `time`: the time of the last post, in
   * milliseconds. `story` and `users` have cursors of their own. `none`: not a list that ends.
   */
  cursor: 'stated' | 'offset' | 'count' | 'page' | 'time' | 'story' | 'users' | 'none';
}

const endpoints: Endpoint[] = [
  { path: 'post/item_list', page: 'posts', cursor: 'stated' },
  { path: 'creator/item_list', page: 'posts', cursor: 'time' },
  { path: 'favorite/item_list', page: 'liked', cursor: 'stated' },
  { path: 'user/collect/item_list', page: 'favourites', cursor: 'stated' },
  { path: 'collection/item_list', page: 'collection', cursor: 'page' },
  { path: 'repost/item_list', page: 'reposts', cursor: 'count' },
  { path: 'mix/item_list', page: 'playlist', cursor: 'stated' },
  { path: 'story/item_list', page: 'stories', cursor: 'story' },
  { path: 'story/batch/item_list', page: 'stories', cursor: 'none' },
  { path: 'challenge/item_list', page: 'hashtag', cursor: 'stated' },
  { path: 'music/item_list', page: 'sound', cursor: 'stated' },
  { path: 'user/list', page: 'following', cursor: 'users' },
  { path: 'user/playlist', page: 'profile', cursor: 'stated' },
  { path: 'user/collection_list', page: 'profile', cursor: 'stated' },
  { path: 'comment/list', page: 'comments', cursor: 'stated' },
  { path: 'comment/list/reply', page: 'comments', cursor: 'stated' },
  { path: 'search/item/full', page: 'search', cursor: 'offset' },
  { path: 'search/general/full', page: 'search', cursor: 'offset' },
  { path: 'search/user/full', page: 'search', cursor: 'offset' },
  { path: 'item/detail', page: 'video', cursor: 'none' },
  { path: 'user/detail', page: 'profile', cursor: 'none' },
  { path: 'challenge/detail', page: 'hashtag', cursor: 'none' },
  { path: 'music/detail', page: 'sound', cursor: 'none' },
  { path: 'mix/detail', page: 'playlist', cursor: 'none' },
  { path: 'collection/detail', page: 'collection', cursor: 'none' },
  // Feeds that never end and repeat themselves.
  { path: 'recommend/item_list', page: 'home', cursor: 'none' },
  { path: 'explore/item_list', page: 'home', cursor: 'none' },
  { path: 'related/item_list', page: 'home', cursor: 'none' },
  { path: 'preload/item_list', page: 'home', cursor: 'none' },
  { path: 'following/item_list', page: 'home', cursor: 'none' },
];

const byPath = new Map(endpoints.map((endpoint) => [endpoint.path, endpoint]));

/** The endpoint with this path, or null when it is not one that is known. */
export function findEndpoint(path: string | null): Endpoint | null {
  return byPath.get(path ?? '') ?? null;
}

/** By the name of what is in it. */
const pathsByKey: Record<string, string> = {
  itemInfo: 'item/detail',
  userList: 'user/list',
  playList: 'user/playlist',
  collectionList: 'user/collection_list',
  batchStoryItemLists: 'story/batch/item_list',
  comments: 'comment/list',
  data: 'search/general/full',
  item_list: 'search/item/full',
  user_list: 'search/user/full',
};

const someList: Endpoint = { path: 'item_list', page: 'unknown', cursor: 'stated' };

/**
 * The endpoint that an answer is likely to come from, by its shape alone; null when it has none that is known. Lists of
 * other sites have the same names: one in which nothing was found has to have TikTok's status beside it.
 */
export function guessEndpoint(doc: Json, { items, comments }: Findings): Endpoint | null {
  const isOurs = items.length + comments.length > 0 || 'statusCode' in doc || 'status_code' in doc;
  if (!isOurs) return null;
  const key = Object.keys(pathsByKey).find((name) =>
    name === 'itemInfo' ? toObject(doc[name]) !== null : Array.isArray(doc[name]),
  );
  if (key) return findEndpoint(pathsByKey[key] ?? null);
  if (!Array.isArray(doc.itemList)) return null;
  if ('HasMoreAfter' in doc || 'MaxCursor' in doc) return findEndpoint('story/item_list');
  if ('hasMorePrevious' in doc) return findEndpoint('creator/item_list');
  const authors = new Set(items.map(({ author }) => author?.id));
  return authors.size === 1 ? findEndpoint('post/item_list') : someList;
}
