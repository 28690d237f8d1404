import type { Post } from '../catalog/model.ts';
import { toListedUser } from '../shapes/author.ts';
import { type AnswerContext, findRefusal } from '../shapes/context.ts';
import { toUserStats } from '../shapes/stats.ts';
import { type Call, toEnvelope } from './call.ts';
import { toItemPage } from './time-lists.ts';

/** Lists that are nobody's: tags, sounds, the feed; and lists of accounts. */

/** `challenge/item_list/`: posts with a tag, the most seen first. */
export const listTagPosts: Call = (context, query) => {
  const id = query.get('challengeID');
  return toNumberedPage(context, query, ({ caption }) => caption.tags.some((tag) => tag.id === id));
};

/** `music/item_list/`: posts with a sound, the most seen first. */
export const listSoundPosts: Call = (context, query) => {
  const id = query.get('musicID');
  return toNumberedPage(context, query, ({ sound }) => sound.id === id);
};

/** `recommend/item_list/`: a feed without an end or a cursor. It repeats itself. */
export const listFeed: Call = (context) => {
  const shown = listPublic(context, () => true);
  const start = Math.floor(context.nowMs / 1000) % Math.max(1, shown.length);
  const page = [...shown.slice(start), ...shown].slice(0, 6);
  return toItemPage(context, page, { cursor: '0', hasMore: true });
};

/** `user/list/`: whom somebody follows (scene 21). Only the owner's list is shown, and only to the owner. */
export const listFollowing: Call = (context, query) => {
  const { world, viewer } = context;
  const isOwn = viewer === world.owner && query.get('secUid') === world.owner.secUid;
  const all = isOwn && query.get('scene') === '21' ? world.following : [];
  const before = Number(query.get('minCursor') ?? 0) || Number.POSITIVE_INFINITY;
  const rest = all.filter((_, place) => toFollowedAtSec(place) < before);
  const page = rest.slice(0, 30);
  const end = all.length - rest.length + page.length;
  return toEnvelope(context, {
    hasMore: end < all.length,
    isTruncated: false,
    maxCursor: 0,
    minCursor: page.length > 0 ? toFollowedAtSec(end - 1) : 0,
    total: all.length,
    userList: page.map((user) => ({
      ...toUserStats(world, user, viewer),
      user: toListedUser(context, user),
    })),
  });
};

/** Nobody knows when; the cursor only has to fall. */
function toFollowedAtSec(place: number): number {
  return 1_793_000_000 - place * 86_413;
}

function toNumberedPage(context: AnswerContext, query: URLSearchParams, isWanted: (post: Post) => boolean) {
  const shown = listPublic(context, isWanted);
  const start = Number(query.get('cursor') ?? 0);
  const page = shown.slice(start, start + Math.min(30, Number(query.get('count') ?? 30)));
  const end = start + page.length;
  return toItemPage(context, page, { cursor: String(end), hasMore: end < shown.length });
}

function listPublic(context: AnswerContext, isWanted: (post: Post) => boolean): Post[] {
  return [...context.world.posts.values()]
    .filter((post) => isWanted(post) && findRefusal({ ...context, viewer: null }, post) === null)
    .sort((one, other) => other.stats.plays - one.stats.plays);
}
