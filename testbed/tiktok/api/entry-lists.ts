import type { Entry, NamedList, Post, User } from '../catalog/model.ts';
import { toAuthor } from '../shapes/author.ts';
import { type AnswerContext, findRefusal, type Json } from '../shapes/context.ts';
import { type Call, toEnvelope } from './call.ts';
import { toItemPage } from './time-lists.ts';

/** Lists that somebody put together. What is gone leaves its place empty: pages then hold fewer posts than were asked for. */

/** `favorite/item_list/`: what somebody liked; nobody here shows it to others. */
export const listLiked: Call = (context, query) =>
  isOwner(context, query)
    ? toTimedPage(context, context.world.liked, query)
    : toEnvelope(context, { cursor: '0', hasMore: false });

/** `user/collect/item_list/`: favourites; null for strangers. */
export const listFavourites: Call = (context, query) =>
  isOwner(context, query) ? toTimedPage(context, context.world.favourites, query) : null;

/** `repost/item_list/`: the cursor counts the posts that were returned, so that gaps do not move it. */
export const listReposts: Call = (context, query) => {
  const user = context.world.usersBySecUid.get(query.get('secUid') ?? '');
  const shown = user === context.world.owner ? findPosts(context, context.world.reposts) : [];
  const start = Number(query.get('cursor') ?? 0);
  const page = shown.slice(start, start + toCount(query, 30));
  const end = start + page.length;
  return toItemPage(context, page, { cursor: String(end), hasMore: end < shown.length });
};

/** `collection/item_list/`: without sourceType 113 it holds nothing. */
export const listCollection: Call = (context, query) => {
  const list = context.world.collections.find(({ id }) => id === query.get('collectionId'));
  const entries = list && query.get('sourceType') === '113' ? list.entries : [];
  return toPlacePage(context, entries, query);
};

/** `mix/item_list/`: one playlist. */
export const listPlaylist: Call = (context, query) => {
  const list = context.world.playlists.find(({ id }) => id === query.get('mixId'));
  return toPlacePage(context, list?.entries ?? [], query);
};

/** `user/collection_list/`. */
export const listCollections: Call = (context, query) => {
  const lists = isOwner(context, query) ? context.world.collections : [];
  const shown = toSlice(lists, query, 30);
  return toEnvelope(context, {
    collectionList: shown.items.map((list) => toCollection(context, list)),
    cursor: String(shown.end),
    hasMore: shown.end < lists.length,
    total: lists.length,
  });
};

/** `collection/detail/`. */
export const readCollection: Call = (context, query) => {
  const list = context.world.collections.find(({ id }) => id === query.get('collectionId'));
  return list
    ? toEnvelope(context, { collectionInfo: toCollection(context, list) })
    : toEnvelope(context, {}, 10204);
};

/** `user/playlist/`. */
export const listPlaylists: Call = (context, query) => {
  const user = context.world.usersBySecUid.get(query.get('secUid') ?? '');
  const lists = user === context.world.owner ? context.world.playlists : [];
  const shown = toSlice(lists, query, 20);
  return toEnvelope(context, {
    cursor: String(shown.end),
    hasMore: shown.end < lists.length,
    playList: shown.items.map((list) => toPlaylist(context, list)),
  });
};

/** `mix/detail/`. */
export const readPlaylist: Call = (context, query) => {
  const list = context.world.playlists.find(({ id }) => id === query.get('mixId'));
  return list ? toEnvelope(context, { mixInfo: toPlaylist(context, list) }) : toEnvelope(context, {}, 10204);
};

function toCollection(context: AnswerContext, { id, name, owner, entries }: NamedList): Json {
  const [first] = findPosts(context, entries);
  return {
    collectionId: id,
    cover: first ? toListCover(context, first) : '',
    name,
    status: 3,
    total: String(entries.length),
    userId: owner.id,
    userName: owner.uniqueId,
  };
}

function toPlaylist(context: AnswerContext, { id, name, owner, entries }: NamedList): Json {
  const [first] = findPosts(context, entries);
  return {
    cover: first ? toListCover(context, first) : '',
    creator: toAuthor(context, owner, 'list'),
    id,
    mixId: id,
    mixName: name,
    name,
    videoCount: entries.length,
  };
}

function toListCover({ media }: AnswerContext, post: Post): string {
  return media.buildImage(
    { name: `cover/${post.id}`, width: 576, height: 1024 },
    'tplv-tiktokx-origin.image',
  )[0];
}

/** The cursor is the time of the last place that was looked at. */
function toTimedPage(context: AnswerContext, entries: readonly Entry[], query: URLSearchParams): Json {
  const cursor = query.get('cursor') ?? '0';
  const rest = cursor === '0' ? entries : entries.filter(({ atMs }) => atMs < Number(cursor));
  const page = rest.slice(0, toCount(query, 35));
  return toItemPage(context, findPosts(context, page), {
    cursor: String(page.at(-1)?.atMs ?? cursor),
    hasMore: page.length < rest.length,
  });
}

/** The cursor counts places, those of gone posts too. */
function toPlacePage(context: AnswerContext, entries: readonly Entry[], query: URLSearchParams): Json {
  const { items, end } = toSlice(entries, query, 30);
  return toItemPage(context, findPosts(context, items), {
    cursor: String(end),
    hasMore: end < entries.length,
  });
}

function toSlice<T>(
  items: readonly T[],
  query: URLSearchParams,
  most: number,
): { items: readonly T[]; end: number } {
  const start = Number(query.get('cursor') ?? 0);
  const slice = items.slice(start, start + toCount(query, most));
  return { items: slice, end: start + slice.length };
}

function findPosts(context: AnswerContext, entries: readonly Entry[]): Post[] {
  return entries
    .flatMap(({ postId }) => context.world.posts.get(postId) ?? [])
    .filter((post) => findRefusal(context, post) === null);
}

function toCount(query: URLSearchParams, most: number): number {
  return Math.max(1, Math.min(most, Number(query.get('count') ?? most)));
}

/** Whether somebody asks for what is their own, and theirs alone. */
function isOwner({ world, viewer }: AnswerContext, query: URLSearchParams): boolean {
  const user: User | undefined = world.usersBySecUid.get(query.get('secUid') ?? '');
  return viewer === world.owner && user === world.owner;
}
