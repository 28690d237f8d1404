import type { Clip } from '../../media/clip.ts';
import { createPrng } from '../../prng.ts';
import { buildAlbumPosts, buildAlbums, buildTagged } from './albums.ts';
import { buildComments, countComments } from './comments.ts';
import { buildTimedId } from './ids.ts';
import { buildPhoto, buildVideo } from './media.ts';
import type {
  Actor,
  Album,
  Comment,
  Photo,
  Post,
  Privacy,
  Saved,
  SavedList,
  StoryCard,
  Video,
} from './model.ts';
import { buildFriend, buildGroup, buildOwner, buildPage, buildPerson, personCount } from './people.ts';
import { buildBirth, buildPost, newestAtSec, type PostPlan } from './posts.ts';
import { defaultFacebookScale, type FacebookScale } from './scale.ts';

/** Everything that exists, generated once from a seed. */
export interface World {
  seed: number;
  scale: FacebookScale;
  owner: Actor;
  /** Somebody else who is logged in, a friend of the owner. */
  friend: Actor;
  page: Actor;
  group: Actor;
  /** By number, and by the name in addresses. */
  actors: ReadonlyMap<string, Actor>;
  posts: ReadonlyMap<string, Post>;
  photos: ReadonlyMap<string, Photo>;
  videos: ReadonlyMap<string, Video>;
  /** In the order of their tab. */
  albums: readonly Album[];
  tagged: readonly Photo[];
  /** In the order of their lists, newest first. */
  saved: readonly Saved[];
  savedLists: readonly SavedList[];
  stories: readonly StoryCard[];
  /** An actor's or a group's posts in the order of its timeline, all privacies. */
  listPosts(of: Actor): readonly Post[];
  /** The owner's videos or reels, newest first. */
  listVideos(kind: Video['kind']): readonly Video[];
  /** Comments of what has this number as a post: posts, reels, photos. */
  listComments(postId: string): Comment[];
  countComments(postId: string): number;
  /** The owner writes so many posts, newer than everything so far. Returns their ids, newest first. */
  publish(count: number): string[];
}

export interface WorldOptions {
  seed: number;
  scale?: Partial<FacebookScale>;
  clips: readonly Clip[];
}

export function createWorld(options: WorldOptions): World {
  const { seed, clips } = options;
  const scale: FacebookScale = { ...defaultFacebookScale, ...options.scale };
  const owner = buildOwner(seed);
  const people = Array.from({ length: personCount }, (_, index) => buildPerson(seed, index));
  const page = buildPage(seed);
  const group = buildGroup(seed);
  const friend = buildFriend(seed);
  const plan = { seed, clips, people, comments: scale.comments };
  const privacies: readonly Privacy[] = ['EVERYONE', 'FRIENDS', 'EVERYONE', 'SELF', 'FRIENDS'];
  const written = buildSeries({ ...plan, actor: owner, series: 'own' }, scale.posts, privacies);
  const albums = buildAlbums({
    seed,
    owner,
    posts: written,
    count: scale.albums,
    largest: scale.largestAlbum,
  });
  const ownPosts = sortByPlace([...written, ...buildAlbumPosts(seed, owner, albums)]);
  const timeline = scale.posts > 0 ? [...ownPosts, buildBirth(seed, owner)] : [...ownPosts];
  const pagePosts = buildSeries({ ...plan, actor: page, series: 'page' }, scale.pagePosts, ['EVERYONE']);
  const groupPosts = Array.from({ length: scale.groupPosts }, (_, index) =>
    buildPost({
      ...plan,
      actor: people[index % people.length] ?? owner,
      series: 'group',
      index,
      privacy: 'EVERYONE',
      group,
    }),
  );
  const tagged = buildTagged(seed, { owner, people, count: scale.tagged });
  const more = buildMoreVideos(seed, owner, { scale, clips });
  const lists = new Map([
    [owner.id, timeline],
    [page.id, pagePosts],
    [group.id, groupPosts],
  ]);
  const posts = [...timeline, ...pagePosts, ...groupPosts].flatMap((post) =>
    post.shared ? [post, post.shared] : [post],
  );
  const stories = buildStories(seed, owner, { count: scale.stories, clips });
  const storyPhotos = stories.flatMap(({ media }) => (media.kind === 'photo' ? [media.photo] : []));
  const storyVideos = stories.flatMap(({ media }) => (media.kind === 'video' ? [media.video] : []));
  const postVideos = posts.flatMap(({ attachment }) => ('video' in attachment ? [attachment.video] : []));
  const ownVideos = [...postVideos.filter((video) => video.owner === owner), ...more];
  const videos = [...postVideos, ...more, ...storyVideos];
  const photos = [
    ...posts.flatMap(listPhotos),
    ...albums.flatMap((album) => album.photos),
    ...tagged,
    ...storyPhotos,
  ];
  const actors = [owner, friend, page, group, ...people];
  const authors = new Map([
    ...posts.map(({ id, actor, createdAtSec }) => [id, { author: actor, createdAtSec }] as const),
    ...videos.map(({ postId, owner: author, createdAtSec }) => [postId, { author, createdAtSec }] as const),
    ...photos.map(({ id, owner: author, createdAtSec }) => [id, { author, createdAtSec }] as const),
  ]);
  const allPosts = new Map(posts.map((post) => [post.id, post]));
  const saved = buildSaved(seed, [...pagePosts, ...groupPosts], scale.saved);
  let published = 0;
  const publishOne = (): string => {
    published += 1;
    const place = { series: 'later', index: -published, privacy: 'EVERYONE' } as const;
    const post = buildPost({ ...plan, ...place, actor: owner });
    allPosts.set(post.id, post);
    authors.set(post.id, { author: owner, createdAtSec: post.createdAtSec });
    timeline.unshift(post);
    return post.id;
  };
  return {
    seed,
    scale,
    owner,
    friend,
    page,
    group,
    actors: new Map(
      actors.flatMap((actor) => [[actor.id, actor] as const, [actor.vanity ?? actor.id, actor] as const]),
    ),
    posts: allPosts,
    publish: (count) => Array.from({ length: count }, publishOne).reverse(),
    photos: new Map(photos.map((photo) => [photo.id, photo])),
    videos: new Map(videos.map((video) => [video.id, video])),
    albums,
    tagged,
    saved,
    savedLists: [buildSavedList(seed, saved)],
    stories,
    listPosts: (of) => lists.get(of.id) ?? [],
    listVideos: (kind) =>
      ownVideos
        .filter((video) => video.kind === kind)
        .sort((one, other) => other.createdAtSec - one.createdAtSec),
    listComments: (postId) => {
      const about = authors.get(postId);
      return about ? buildComments({ seed, postId, ...about, most: scale.comments, people }) : [];
    },
    countComments: (postId) =>
      authors.has(postId) ? countComments({ seed, postId, most: scale.comments }) : 0,
  };
}

/** All photos a post shows. */
export function listPhotos({ attachment }: Post): Photo[] {
  if (attachment.kind === 'photo') return [attachment.photo];
  return attachment.kind === 'album' ? attachment.photos : [];
}

function buildSeries(
  plan: Omit<PostPlan, 'index' | 'privacy'>,
  count: number,
  privacies: readonly Privacy[],
): Post[] {
  return Array.from({ length: count }, (_, index) =>
    buildPost({ ...plan, index, privacy: privacies[index % privacies.length] ?? 'EVERYONE' }),
  );
}

/** By when they were put there, which of a backdated post only its number tells. */
function sortByPlace(posts: Post[]): Post[] {
  return posts.toSorted((one, other) => (one.id < other.id ? 1 : -1));
}

function buildMoreVideos(
  seed: number,
  owner: Actor,
  { scale, clips }: { scale: FacebookScale; clips: readonly Clip[] },
): Video[] {
  const build = (kind: Video['kind'], count: number) =>
    Array.from({ length: count }, (_, index) =>
      buildVideo({
        seed,
        owner,
        kind,
        name: `more/${kind}/${index}`,
        clips,
        privacy: 'EVERYONE',
        createdAtSec: newestAtSec - index * 5 * 86_400 - 7200,
      }),
    );
  return [...build('video', scale.videos), ...build('reel', scale.reels)];
}

/** Every third story is a video. */
function buildStories(
  seed: number,
  owner: Actor,
  { count, clips }: { count: number; clips: readonly Clip[] },
): StoryCard[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `story/${index}`;
    const createdAtSec = newestAtSec - index * 4 * 86_400 - createPrng(seed, name).int(0, 86_400);
    const id = buildTimedId(seed, name, createdAtSec);
    if (index % 3 !== 2) {
      const photo = buildPhoto({ seed, owner, name, createdAtSec, setToken: '', privacy: 'FRIENDS' });
      return { id, createdAtSec, media: { kind: 'photo', photo } };
    }
    const video = buildVideo({
      seed,
      owner,
      kind: 'reel',
      name,
      createdAtSec,
      clips,
      privacy: 'FRIENDS',
    });
    return { id, createdAtSec, media: { kind: 'video', video } };
  });
}

/** Every second thing. */
function buildSavedList(seed: number, saved: readonly Saved[]): SavedList {
  const id = buildTimedId(seed, 'saved/list', newestAtSec);
  return { id, name: 'For later', entries: saved.filter((_saved, index) => index % 2 === 0) };
}

/** Posts, videos, links and what is gone, mixed. */
function buildSaved(seed: number, posts: readonly Post[], count: number): Saved[] {
  return Array.from({ length: posts.length > 0 ? count : 0 }, (_, index) => {
    const id = buildTimedId(seed, `saved/${index}`, newestAtSec - index * 86_400);
    if (index % 9 === 7) return { id, title: 'This content isn’t available', target: { kind: 'gone' } };
    if (index % 7 === 5)
      return {
        id,
        title: `Link no. ${index} & more`,
        target: { kind: 'link', url: `https://example.com/saved/${index}` },
      };
    const post = posts[index % posts.length];
    if (!post) throw new Error('nothing is there to be saved');
    const title = post.text || post.actor.name;
    return 'video' in post.attachment
      ? { id, title, target: { kind: 'video', video: post.attachment.video } }
      : { id, title, target: { kind: 'post', post } };
  });
}
