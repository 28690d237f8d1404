import type { SiteRequest, SiteResponse } from '../site.ts';
import type { Call } from './api/call.ts';
import { listComments, listReplies } from './api/comment-lists.ts';
import { readItem, readSound, readTag, readUser } from './api/details.ts';
import {
  listCollection,
  listCollections,
  listFavourites,
  listLiked,
  listPlaylist,
  listPlaylists,
  listReposts,
  readCollection,
  readPlaylist,
} from './api/entry-lists.ts';
import { listFeed, listFollowing, listSoundPosts, listTagPosts } from './api/public-lists.ts';
import { listCreatorPosts, listStories, listUserPosts } from './api/time-lists.ts';
import type { AnswerContext } from './shapes/context.ts';
import { buildSignatureKey, isSigned } from './signature.ts';

const calls: Record<string, Call> = {
  'post/item_list': listUserPosts,
  'creator/item_list': listCreatorPosts,
  'favorite/item_list': listLiked,
  'user/collect/item_list': listFavourites,
  'user/collection_list': listCollections,
  'collection/detail': readCollection,
  'collection/item_list': listCollection,
  'repost/item_list': listReposts,
  'user/playlist': listPlaylists,
  'mix/detail': readPlaylist,
  'mix/item_list': listPlaylist,
  'story/item_list': listStories,
  'user/list': listFollowing,
  'user/detail': readUser,
  'item/detail': readItem,
  'challenge/detail': readTag,
  'challenge/item_list': listTagPosts,
  'music/detail': readSound,
  'music/item_list': listSoundPosts,
  'recommend/item_list': listFeed,
  'comment/list': listComments,
  'comment/list/reply': listReplies,
};

/**
 * Answers `/api/*`. A call that the page's own script did not sign, or that comes without the page's cookies, gets
 * status 200 and an empty body, as on the real site.
 */
export function answerApi(context: AnswerContext, request: SiteRequest): SiteResponse {
  const { url, headers } = request;
  const call = calls[url.pathname.replace(/^\/api\/|\/$/g, '')];
  if (!call) return { status: 404, headers: { 'content-type': 'text/plain' }, body: '' };
  const key = buildSignatureKey(context.world.seed);
  const isOurs = isSigned(url, { userAgent: headers['user-agent'] ?? '', key });
  const answer = isOurs && request.cookies.has('ttwid') ? call(context, url.searchParams) : null;
  return {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: answer === null ? '' : JSON.stringify(answer),
  };
}
