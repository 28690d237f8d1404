import { hash32 } from '../../prng.ts';
import type { Post, User } from '../catalog/model.ts';
import { type AnswerContext, canSeeAccount, findRefusal, type Json } from '../shapes/context.ts';
import { toItem } from '../shapes/item.ts';
import { type Call, toEnvelope } from './call.ts';

/** Lists of an account's posts, whose cursors are times. */

/** Pages of a profile hold 15 to 35 posts, whatever was asked for. */
function toPageLength(name: string): number {
  return 15 + (hash32(name) % 21);
}

/** `post/item_list/`: latest (0), popular (1) or oldest (2) first; pinned posts stand before the first page and nowhere else. */
export const listUserPosts: Call = (context, query) => {
  const user = context.world.usersBySecUid.get(query.get('secUid') ?? '');
  if (!user || !canSeeAccount(context, user))
    return toEnvelope(context, { hasMore: false }, user ? 10222 : 10202);
  const order = query.get('post_item_list_request_type') ?? '0';
  const cursor = query.get('cursor') ?? '0';
  const posts = listVisible(context, user);
  if (order === '1') return listPopular(context, posts, { user, cursor });
  const arePinnedFirst = order === '0' && query.get('needPinnedItemIds') === 'true';
  const pinned = arePinnedFirst ? posts.filter(({ isPinned }) => isPinned) : [];
  const timed = posts.filter((post) => !pinned.includes(post));
  if (order === '2') timed.reverse();
  const rest = cursor === '0' ? timed : timed.filter((post) => isBeyond(post, Number(cursor), order === '2'));
  const page = rest.slice(0, toPageLength(`${user.secUid}/${order}/${cursor}`));
  const last = page.at(-1);
  return toItemPage(context, cursor === '0' ? [...pinned, ...page] : page, {
    cursor: last ? String(last.createdAtMs) : cursor,
    hasMore: page.length < rest.length,
  });
};

/** `creator/item_list/`: the cursor is a time that the caller works out; a strange device gets the first page for ever. */
export const listCreatorPosts: Call = (context, query) => {
  const user = context.world.usersBySecUid.get(query.get('secUid') ?? '');
  if (!user || !canSeeAccount(context, user))
    return toEnvelope(context, { hasMorePrevious: false }, user ? 10222 : 10202);
  const isKnownDevice = /^\d{19}$/.test(query.get('device_id') ?? '');
  const cursor = isKnownDevice ? Number(query.get('cursor') ?? 0) : Number.MAX_SAFE_INTEGER;
  const rest = listVisible(context, user).filter(({ createdAtMs }) => toWholeSec(createdAtMs) < cursor);
  const page = rest.slice(0, Math.min(15, Number(query.get('count') ?? 15)));
  const items = page.length > 0 ? { itemList: page.map((post) => toItem(context, post, 'list')) } : {};
  return toEnvelope(context, { ...items, hasMorePrevious: page.length < rest.length, hasMoreLatest: false });
};

/** `story/item_list/`. */
export const listStories: Call = (context, query) => {
  const author = [...context.world.users.values()].find(({ id }) => id === query.get('authorId'));
  const stories = author ? context.world.listStories(author) : [];
  return toEnvelope(context, {
    HasMoreAfter: false,
    HasMoreBefore: false,
    ...(stories.length > 0 && { itemList: stories.map((post) => toItem(context, post, 'list')) }),
    MaxCursor: String(stories.length),
    MinCursor: '0',
    TotalCount: stories.length,
  });
};

/** A page of posts. Where there are none, the key is missing. */
export function toItemPage(
  context: AnswerContext,
  posts: readonly Post[],
  rest: { cursor: string; hasMore: boolean },
): Json {
  const items = posts.length > 0 ? { itemList: posts.map((post) => toItem(context, post, 'list')) } : {};
  return toEnvelope(context, { cursor: rest.cursor, hasMore: rest.hasMore, ...items });
}

/** By views. The cursor is a small number that falls and means nothing to anybody else. */
function listPopular(
  context: AnswerContext,
  posts: Post[],
  { user, cursor }: { user: User; cursor: string },
): Json {
  const byViews = posts.toSorted((one, other) => other.stats.plays - one.stats.plays);
  const start = cursor === '0' ? 0 : (900_000 - Number(cursor)) / 37;
  const page = byViews.slice(start, start + toPageLength(`${user.secUid}/popular/${cursor}`));
  const end = start + page.length;
  return toItemPage(context, page, { cursor: String(900_000 - end * 37), hasMore: end < byViews.length });
}

function listVisible(context: AnswerContext, user: User): Post[] {
  return context.world.listPosts(user).filter((post) => findRefusal(context, post) === null);
}

function isBeyond({ createdAtMs }: Post, cursorMs: number, isRising: boolean): boolean {
  return isRising ? createdAtMs > cursorMs : createdAtMs < cursorMs;
}

function toWholeSec(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
