import type { Clip } from '../../media/clip.ts';
import { buildComments } from './comments.ts';
import { buildEntries, buildNamedLists } from './lists.ts';
import type { Comment, Entry, NamedList, Post, Sound, User } from './model.ts';
import { buildPost, type PostPlan } from './posts.ts';
import { defaultTiktokScale, type TiktokScale } from './scale.ts';
import { buildSharedSounds } from './sounds.ts';
import { buildForeignUser, buildOwner, buildPrivateUser, buildViewer } from './users.ts';

/** Everything that exists, generated once from a seed. */
export interface World {
  seed: number;
  scale: TiktokScale;
  owner: User;
  viewer: User;
  /** By the name in addresses. */
  users: ReadonlyMap<string, User>;
  usersBySecUid: ReadonlyMap<string, User>;
  posts: ReadonlyMap<string, Post>;
  sounds: ReadonlyMap<string, Sound>;
  /** The owner's own lists, newest entry first. */
  liked: readonly Entry[];
  favourites: readonly Entry[];
  reposts: readonly Entry[];
  collections: readonly NamedList[];
  playlists: readonly NamedList[];
  /** Followed by the owner. */
  following: readonly User[];
  /** A name that once was an account's. */
  removedName: string;
  /** An account's posts, newest first, all audiences. */
  listPosts(user: User): readonly Post[];
  listStories(user: User): readonly Post[];
  listComments(post: Post): Comment[];
  /** The owner posts so many videos, newer than everything so far. Returns their ids, newest first. */
  publish(count: number): string[];
}

export interface WorldOptions {
  seed: number;
  scale?: Partial<TiktokScale>;
  clips: readonly Clip[];
}

export function createWorld(options: WorldOptions): World {
  const { seed, clips } = options;
  const scale: TiktokScale = { ...defaultTiktokScale, ...options.scale };
  const owner = { ...buildOwner(seed), following: scale.following };
  const viewer = buildViewer(seed);
  const posters = Array.from({ length: scale.foreignUsers }, (_, index) => buildForeignUser(seed, index));
  const friend = buildPrivateUser(seed, 'locked.garden', 'Locked Garden');
  const closed = buildPrivateUser(seed, 'closed.shutters', 'Closed Shutters');
  const others = Array.from(
    { length: scale.following },
    (_, index) => posters[index] ?? buildForeignUser(seed, index),
  );
  const people = posters.length > 0 ? posters : [owner];
  const sounds = buildSharedSounds(seed, clips);
  const plan = { seed, clips, sounds, people, comments: scale.comments };
  const own = buildOwnPosts(plan, owner, scale);
  const foreign = posters.flatMap((author) => buildForeignPosts(plan, author, scale.foreignPosts));
  const locked = [friend, closed].flatMap((author) => buildForeignPosts(plan, author, 3));
  const stories = Array.from({ length: scale.stories }, (_, index) =>
    buildPost({ ...plan, author: owner, kind: 'video', index, series: 'story', audience: 'public' }),
  );
  const all = [...own, ...foreign, ...locked, ...stories];
  const byAuthor = groupByAuthor([...own, ...foreign, ...locked]);
  const shown = own.filter(({ audience }) => audience === 'public');
  const entries = (name: string, posts: readonly Post[], count: number) =>
    buildEntries(seed, name, { posts, count });
  const posts = new Map(all.map((post) => [post.id, post]));
  const allSounds = new Map(all.map(({ sound }) => [sound.id, sound]));
  let published = 0;
  const publishOne = (): string => {
    published += 1;
    const place = { index: -published, series: 'later', audience: 'public' } as const;
    const post = buildPost({ ...plan, ...place, author: owner, kind: 'video' });
    posts.set(post.id, post);
    allSounds.set(post.sound.id, post.sound);
    byAuthor.get(owner.id)?.unshift(post);
    return post.id;
  };
  const users = [owner, viewer, ...posters, friend, closed, ...others];
  return {
    seed,
    scale,
    owner,
    viewer,
    users: new Map(users.map((user) => [user.uniqueId, user])),
    usersBySecUid: new Map(users.map((user) => [user.secUid, user])),
    posts,
    sounds: allSounds,
    publish: (count) => Array.from({ length: count }, publishOne).reverse(),
    liked: entries('liked', [...foreign, ...shown.slice(0, 5)], scale.liked),
    favourites: entries('favourites', foreign, scale.favourites),
    reposts: entries('reposts', foreign, scale.reposts),
    collections: buildNamedLists({
      seed,
      owner,
      kind: 'collection',
      posts: foreign,
      count: scale.collections,
      largest: scale.largestCollection,
    }),
    playlists: buildNamedLists({
      seed,
      owner,
      kind: 'playlist',
      posts: shown.filter(({ kind }) => kind === 'video'),
      count: scale.playlists,
      largest: scale.largestPlaylist,
    }),
    following: [friend, ...others].slice(0, scale.following),
    removedName: 'gone.account',
    listPosts: (user) => byAuthor.get(user.id) ?? [],
    listStories: (user) => (user === owner ? stories : []),
    listComments: (post) => buildComments({ seed, postId: post.id, most: scale.comments }, post, people),
  };
}

type SharedPlan = Pick<PostPlan, 'seed' | 'clips' | 'sounds' | 'people' | 'comments'>;

/** Photo posts are spread evenly; two older posts are pinned. */
function buildOwnPosts(plan: SharedPlan, author: User, scale: TiktokScale): Post[] {
  const isPhoto = (index: number) =>
    Math.floor(((index + 1) * scale.photos) / scale.posts) > Math.floor((index * scale.photos) / scale.posts);
  const pinned = new Set([Math.floor(scale.posts * 0.6), Math.floor(scale.posts * 0.9)]);
  const shown = Array.from({ length: scale.posts }, (_, index) => ({
    ...buildPost({
      ...plan,
      author,
      index,
      series: 'public',
      audience: 'public',
      kind: isPhoto(index) ? 'photo' : 'video',
    }),
    isPinned: index > 0 && pinned.has(index),
  }));
  const hidden = (['private', 'friends'] as const).flatMap((audience) =>
    Array.from({ length: scale.hidden }, (_, index) =>
      buildPost({ ...plan, author, kind: 'video', index: 2 + index * 3, series: audience, audience }),
    ),
  );
  return [...shown, ...hidden].sort((one, other) => other.createdAtMs - one.createdAtMs);
}

const goneAt: Record<number, Post['gone']> = { 4: 'deleted', 9: 'private' };

/** Every eighth post is a photo post; two in ten are gone, and only their places in lists are left. */
function buildForeignPosts(plan: SharedPlan, author: User, count: number): Post[] {
  const posts = Array.from({ length: count }, (_, index) => {
    const kind = index % 8 === 3 ? 'photo' : 'video';
    const post = buildPost({ ...plan, author, kind, index, series: 'public', audience: 'public' });
    const gone = goneAt[index % 10];
    return gone && !author.isPrivate ? { ...post, gone } : post;
  });
  return posts.sort((one, other) => other.createdAtMs - one.createdAtMs);
}

function groupByAuthor(posts: readonly Post[]): Map<string, Post[]> {
  const groups = new Map<string, Post[]>();
  for (const post of posts) {
    const group = groups.get(post.author.id);
    if (group) group.push(post);
    else groups.set(post.author.id, [post]);
  }
  return groups;
}
