import { type Gear, listGears } from '../media-files.ts';
import { toDescription } from '../shapes/caption.ts';
import { countPublic } from '../shapes/stats.ts';
import type { Comment, Entry, NamedList, Post, User } from './model.ts';
import { tags } from './texts.ts';
import type { World } from './world.ts';

/** Every field of a post that an export should hold. */
export interface PostTruth {
  id: string;
  kind: Post['kind'];
  url: string;
  text: string;
  /** A photo post's own title; empty for others. */
  title: string;
  /** ISO 8601, UTC, whole seconds. */
  publishedAt: string;
  /** Of a video; null for a photo post. */
  durationSec: number | null;
  /** Exact. */
  stats: Post['stats'];
  tags: string[];
  /** Names without the at sign. */
  mentions: string[];
  authorId: string;
  authorName: string;
  authorTitle: string;
  audience: Post['audience'];
  isPinned: boolean;
  sound: { id: string; title: string; authorName: string; durationSec: number; isOriginal: boolean };
  photos: { width: number; height: number }[];
  subtitles: { language: string; source: string }[];
  /** Size of the best file, and whether it is HEVC; null for a photo post. */
  best: { width: number; height: number; codec: 'h264' | 'hevc'; sizeBytes: number } | null;
  /** The same among the files in H.264. */
  bestH264: { width: number; height: number; sizeBytes: number } | null;
  clip: { id: string; durationSec: number };
}

/** Ids in the order in which the site lists them; what is gone is named with the reason. */
export interface ListTruth {
  url: string;
  ids: string[];
  /** What the site says there is, gone ones included; null where it says nothing. */
  claimed: number | null;
  gone: { id: string; reason: 'deleted' | 'private' }[];
}

/** A list with a name. */
export interface NamedListTruth extends ListTruth {
  id: string;
  name: string;
}

export interface CommentTruth {
  id: string;
  parentId: string | null;
  text: string;
  authorId: string;
  authorName: string;
  publishedAt: string;
  likes: number;
  hasPicture: boolean;
}

export interface TiktokTruth {
  seed: number;
  owner: {
    id: string;
    uniqueId: string;
    secUid: string;
    nickname: string;
    signature: string;
    followers: number;
    url: string;
    /** What the profile claims: all posts that everybody sees. */
    claimedPosts: number;
  };
  posts: Record<string, PostTruth>;
  sources: {
    /** As strangers see it, in the order of the calls: pinned ones first. */
    profile: ListTruth;
    /** As the owner sees it, private ones too. */
    own_profile: ListTruth;
    liked: ListTruth;
    favourites: ListTruth;
    reposts: ListTruth;
    stories: ListTruth;
    following: { url: string; users: { id: string; uniqueId: string; nickname: string }[] };
  };
  collections: Record<string, NamedListTruth>;
  playlists: Record<string, NamedListTruth>;
  tags: Record<string, ListTruth>;
}

const home = 'https://www.tiktok.com';

/** Everything that exists, so that an export can be compared with it. */
export function buildTruth(world: World): TiktokTruth {
  const { owner } = world;
  const profile = `${home}/@${owner.uniqueId}`;
  const own = world.listPosts(owner);
  const shown = own.filter(({ audience }) => audience === 'public');
  const pinnedFirst = (posts: readonly Post[]) => [
    ...posts.filter(({ isPinned }) => isPinned),
    ...posts.filter(({ isPinned }) => !isPinned),
  ];
  const plain = (posts: readonly Post[], claimed: number | null): ListTruth => {
    return { url: profile, ids: posts.map(({ id }) => id), claimed, gone: [] };
  };
  return {
    seed: world.seed,
    owner: {
      id: owner.id,
      uniqueId: owner.uniqueId,
      secUid: owner.secUid,
      nickname: owner.nickname,
      signature: owner.signature,
      followers: owner.followers,
      url: profile,
      claimedPosts: countPublic(world, owner),
    },
    posts: Object.fromEntries([...world.posts.values()].map((post) => [post.id, toPostTruth(post)])),
    sources: {
      profile: plain(pinnedFirst(shown), shown.length),
      own_profile: plain(pinnedFirst(own), shown.length),
      liked: toListTruth(world, profile, { entries: world.liked, isCounted: true }),
      favourites: toListTruth(world, profile, { entries: world.favourites, isCounted: false }),
      reposts: toListTruth(world, profile, { entries: world.reposts, isCounted: false }),
      stories: plain(world.listStories(owner), world.listStories(owner).length),
      following: { url: profile, users: world.following.map(toUserTruth) },
    },
    collections: toNamedLists(world, world.collections, 'collection'),
    playlists: toNamedLists(world, world.playlists, 'playlist'),
    tags: Object.fromEntries(tags.map(({ id, name }) => [name, toTagTruth(world, { id, name })])),
  };
}

/** The comments of a post that are shown, each followed by its replies. */
export function buildCommentTruth(world: World, post: Post): CommentTruth[] {
  const toTruth = ({ id, author, text, createdAtSec, likes, picture }: Comment, parentId: string | null) => ({
    id,
    parentId,
    text,
    authorId: author.id,
    authorName: author.uniqueId,
    likes,
    publishedAt: new Date(createdAtSec * 1000).toISOString(),
    hasPicture: picture !== undefined,
  });
  const show = (comments: readonly Comment[]) => comments.filter(({ isFiltered }) => !isFiltered);
  return show(world.listComments(post)).flatMap((comment) => [
    toTruth(comment, null),
    ...show(comment.replies).map((reply) => toTruth(reply, comment.id)),
  ]);
}

function toPostTruth(post: Post): PostTruth {
  const { author, caption, sound, clip } = post;
  const isVideo = post.kind === 'video';
  const gears = isVideo
    ? listGears(clip).toSorted((one, other) => other.width * other.height - one.width * one.height)
    : [];
  const [best] = gears;
  const bestH264 = gears.find(({ codecType }) => codecType === 'h264');
  return {
    id: post.id,
    kind: post.kind,
    url: `${home}/@${author.uniqueId}/${post.kind}/${post.id}`,
    text: toDescription(caption),
    title: post.title,
    publishedAt: new Date(Math.floor(post.createdAtMs / 1000) * 1000).toISOString(),
    durationSec: isVideo ? clip.durationSec : null,
    stats: post.stats,
    tags: caption.tags.map(({ name }) => name),
    mentions: caption.mentions.map(({ uniqueId }) => uniqueId),
    authorId: author.id,
    authorName: author.uniqueId,
    authorTitle: author.nickname,
    audience: post.audience,
    isPinned: post.isPinned,
    sound: {
      id: sound.id,
      title: sound.title,
      authorName: sound.authorName,
      isOriginal: sound.isOriginal,
      durationSec: sound.clip.durationSec,
    },
    photos: post.photos.map(({ width, height }) => ({ width, height })),
    subtitles: post.subtitles.map(({ language, source }) => ({ language, source })),
    best: best ? { ...toSize(best), codec: best.codecType === 'h264' ? 'h264' : 'hevc' } : null,
    bestH264: bestH264 ? toSize(bestH264) : null,
    clip: { id: clip.id, durationSec: clip.durationSec },
  };
}

function toSize({ width, height, sizeBytes }: Gear) {
  return { width, height, sizeBytes };
}

function toListTruth(
  world: World,
  url: string,
  { entries, isCounted }: { entries: readonly Entry[]; isCounted: boolean },
): ListTruth {
  const posts = entries.flatMap(({ postId }) => world.posts.get(postId) ?? []);
  return {
    url,
    ids: posts.filter(({ gone }) => !gone).map(({ id }) => id),
    claimed: isCounted ? entries.length : null,
    gone: posts.flatMap(({ id, gone }) => (gone ? [{ id, reason: gone }] : [])),
  };
}

function toNamedLists(
  world: World,
  lists: readonly NamedList[],
  kind: 'collection' | 'playlist',
): Record<string, NamedListTruth> {
  const toTruth = ({ id, name, owner, entries }: NamedList): NamedListTruth => ({
    id,
    name,
    ...toListTruth(world, `${home}/@${owner.uniqueId}/${kind}/${encodeURIComponent(name)}-${id}`, {
      entries,
      isCounted: true,
    }),
  });
  return Object.fromEntries(lists.map((list) => [list.id, toTruth(list)]));
}

function toTagTruth(world: World, tag: { id: string; name: string }): ListTruth {
  const posts = [...world.posts.values()].filter(
    ({ caption, audience, gone, author }) =>
      audience === 'public' && !gone && !author.isPrivate && caption.tags.some(({ id }) => id === tag.id),
  );
  const ids = posts.toSorted((one, other) => other.stats.plays - one.stats.plays).map(({ id }) => id);
  return { url: `${home}/tag/${encodeURIComponent(tag.name)}`, ids, claimed: null, gone: [] };
}

function toUserTruth({ id, uniqueId, nickname }: User) {
  return { id, uniqueId, nickname };
}
