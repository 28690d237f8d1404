import { listProgressive, listTracks } from '../video-files.ts';
import { countReactions } from './media.ts';
import type { Actor, Album, Comment, Photo, Post, Saved, Video } from './model.ts';
import { toActorUrl, toPhotoUrl, toPostUrl, toShareUrl, toVideoUrl } from './posts.ts';
import { listPhotos, type World } from './world.ts';

/** Every field of a post that an export should hold. */
export interface PostTruth {
  id: string;
  url: string;
  /** Leads to the other. */
  shareUrl: string;
  kind: Post['attachment']['kind'] | 'shared';
  text: string;
  /** A sentence of the platform; empty for ordinary posts. */
  summary: string;
  /** ISO 8601, UTC. */
  publishedAt: string;
  isBackdated: boolean;
  privacy: Post['privacy'];
  authorId: string;
  authorName: string;
  groupId: string | null;
  reactions: number;
  reactionsByName: Record<string, number>;
  comments: number;
  shares: number;
  /** All of them, those too that lists leave out. */
  photoIds: string[];
  videoId: string | null;
  link: { url: string; title: string } | null;
  /** The life event's own title. */
  lifeEvent: string | null;
  shared: {
    id: string;
    text: string;
    authorId: string;
    authorName: string;
    photoIds: string[];
    publishedAt: string;
  } | null;
}

export interface PhotoTruth {
  id: string;
  url: string;
  text: string;
  alt: string;
  publishedAt: string;
  ownerId: string;
  ownerName: string;
  /** Of the full-size file. */
  width: number;
  height: number;
}

export interface VideoTruth {
  id: string;
  url: string;
  /** Leads to the other. */
  shareUrl: string;
  kind: Video['kind'];
  title: string;
  text: string;
  publishedAt: string;
  durationSec: number;
  plays: number;
  reactions: number;
  comments: number;
  shares: number;
  ownerId: string;
  ownerName: string;
  privacy: Video['privacy'];
  /** Pixels of the largest track, and of the largest file with picture and sound. */
  best: { width: number; height: number };
  bestProgressive: { width: number; height: number };
  clip: { id: string; durationSec: number };
}

/** Ids in the order in which the site lists them. */
export interface ListTruth {
  url: string;
  ids: string[];
}

export interface AlbumTruth extends ListTruth {
  id: string;
  kind: Album['kind'];
  title: string;
  description: string;
  publishedAt: string;
  /** What the album says it holds, gone ones included. */
  claimed: number;
}

export interface CommentTruth {
  id: string;
  parentId: string | null;
  text: string;
  authorId: string;
  authorName: string;
  publishedAt: string;
  likes: number;
  photoId: string | null;
}

export interface FacebookTruth {
  seed: number;
  owner: { id: string; name: string; vanity: string; url: string };
  posts: Record<string, PostTruth>;
  photos: Record<string, PhotoTruth>;
  videos: Record<string, VideoTruth>;
  sources: {
    /** As the owner sees it; every twelfth post is listed twice. */
    timeline: ListTruth;
    photos_by: ListTruth;
    photos_of: ListTruth;
    videos: ListTruth;
    reels: ListTruth;
    page: ListTruth;
    group: ListTruth;
    saved: {
      url: string;
      items: { id: string; title: string; kind: Saved['target']['kind']; url: string | null }[];
    };
    /** Sorted out of what was saved. */
    saved_list: ListTruth;
    stories: {
      url: string;
      items: { id: string; publishedAt: string; kind: 'photo' | 'video'; mediaId: string }[];
    };
  };
  albums: Record<string, AlbumTruth>;
}

/** Everything that exists, so that an export can be compared with it. */
export function buildTruth(world: World): FacebookTruth {
  const { owner, page, group } = world;
  const home = toActorUrl(owner);
  const list = (url: string, things: readonly { id: string }[]): ListTruth => ({
    url,
    ids: things.map(({ id }) => id),
  });
  const shownPhotos = (photos: readonly Photo[]) =>
    photos.filter(({ isGone }) => !isGone).toSorted((one, other) => other.createdAtSec - one.createdAtSec);
  return {
    seed: world.seed,
    owner: { id: owner.id, name: owner.name, vanity: owner.vanity ?? '', url: home },
    posts: toRecord([...world.posts.values()], toPostTruth),
    photos: toRecord(
      [...world.photos.values()].filter(({ isGone }) => !isGone),
      toPhotoTruth,
    ),
    videos: toRecord([...world.videos.values()], (video) => toVideoTruth(world, video)),
    sources: {
      timeline: list(home, world.listPosts(owner)),
      photos_by: list(`${home}/photos_by`, shownPhotos(world.albums.flatMap(({ photos }) => photos))),
      photos_of: list(`${home}/photos_of`, shownPhotos(world.tagged)),
      videos: list(`${home}/videos`, world.listVideos('video')),
      reels: list(`${home}/reels`, world.listVideos('reel')),
      page: list(toActorUrl(page), world.listPosts(page)),
      group: list(toActorUrl(group), world.listPosts(group)),
      saved: {
        url: 'https://www.facebook.com/saved/',
        items: world.saved.map(({ id, title, target }) => ({
          id,
          title,
          kind: target.kind,
          url: toSavedUrl(target),
        })),
      },
      saved_list: list(
        `https://www.facebook.com/saved/?list_id=${world.savedLists[0]?.id}`,
        world.savedLists[0]?.entries ?? [],
      ),
      stories: {
        url: 'https://www.facebook.com/stories/archive/',
        items: world.stories.map(({ id, createdAtSec, media }) => ({
          id,
          publishedAt: toIso(createdAtSec),
          kind: media.kind,
          mediaId: media.kind === 'photo' ? media.photo.id : media.video.id,
        })),
      },
    },
    albums: toRecord(world.albums, toAlbumTruth),
  };
}

/** The comments of a post, reel or photo, each followed by its replies. */
export function buildCommentTruth(world: World, postId: string): CommentTruth[] {
  const toTruth = (comment: Comment, parentId: string | null): CommentTruth => ({
    id: comment.id,
    parentId,
    text: comment.text,
    likes: comment.likes,
    authorId: comment.author.id,
    authorName: comment.author.name,
    publishedAt: toIso(comment.createdAtSec),
    photoId: comment.photo?.id ?? null,
  });
  return world
    .listComments(postId)
    .flatMap((comment) => [
      toTruth(comment, null),
      ...comment.replies.map((reply) => toTruth(reply, comment.id)),
    ]);
}

function toPostTruth(post: Post): PostTruth {
  const { attachment, counts, actor, shared } = post;
  return {
    id: post.id,
    url: toPostUrl(post),
    shareUrl: toShareUrl('p', post.id),
    kind: shared ? 'shared' : attachment.kind,
    text: post.text,
    summary: post.summary,
    publishedAt: toIso(post.createdAtSec),
    isBackdated: post.isBackdated,
    privacy: post.privacy,
    authorId: actor.id,
    authorName: actor.name,
    groupId: post.group?.id ?? null,
    reactions: countReactions(counts),
    reactionsByName: Object.fromEntries(counts.reactions.map(({ name, count }) => [name, count])),
    comments: counts.comments,
    shares: counts.shares,
    photoIds: listPhotos(post).map(({ id }) => id),
    videoId: 'video' in attachment ? attachment.video.id : null,
    link: attachment.kind === 'link' ? { url: attachment.url, title: attachment.title } : null,
    lifeEvent: attachment.kind === 'life_event' ? attachment.title : null,
    shared: shared
      ? {
          id: shared.id,
          text: shared.text,
          ...toAuthor(shared.actor),
          photoIds: listPhotos(shared).map(({ id }) => id),
          publishedAt: toIso(shared.createdAtSec),
        }
      : null,
  };
}

function toPhotoTruth(photo: Photo): PhotoTruth {
  const { id, text, alt, width, height, owner } = photo;
  const place = { url: toPhotoUrl(id, photo.setToken), publishedAt: toIso(photo.createdAtSec) };
  return { id, text, alt, width, height, ...place, ownerId: owner.id, ownerName: owner.name };
}

function toVideoTruth(world: World, video: Video): VideoTruth {
  const { id, kind, title, text, plays, privacy, owner, clip } = video;
  const tracks = listTracks(clip).toSorted(
    (one, other) => other.width * other.height - one.width * one.height,
  );
  const { sd, hd } = listProgressive(clip);
  const whole = hd ?? sd;
  return {
    id,
    url: toVideoUrl(video),
    shareUrl: toShareUrl(kind === 'reel' ? 'r' : 'v', id),
    kind,
    title,
    text,
    plays,
    privacy,
    publishedAt: toIso(video.createdAtSec),
    durationSec: clip.durationSec,
    reactions: countReactions(video.counts),
    comments: world.countComments(video.postId),
    shares: video.counts.shares,
    ownerId: owner.id,
    ownerName: owner.name,
    best: { width: tracks[0]?.width ?? 0, height: tracks[0]?.height ?? 0 },
    bestProgressive: { width: whole.width, height: whole.height },
    clip: { id: clip.id, durationSec: clip.durationSec },
  };
}

function toAlbumTruth({ id, kind, title, description, photos, createdAtSec }: Album): AlbumTruth {
  return {
    id,
    kind,
    title,
    description,
    publishedAt: toIso(createdAtSec),
    url: `https://www.facebook.com/media/set/?set=a.${id}&type=3`,
    claimed: photos.length,
    ids: photos.filter(({ isGone }) => !isGone).map((photo) => photo.id),
  };
}

function toSavedUrl(target: Saved['target']): string | null {
  if (target.kind === 'post') return toPostUrl(target.post);
  if (target.kind === 'video') return toVideoUrl(target.video);
  return target.kind === 'link' ? target.url : null;
}

function toAuthor({ id, name }: Actor) {
  return { authorId: id, authorName: name };
}

function toRecord<T extends { id: string }, U>(
  things: readonly T[],
  toTruth: (thing: T) => U,
): Record<string, U> {
  return Object.fromEntries(things.map((thing) => [thing.id, toTruth(thing)]));
}

function toIso(sec: number): string {
  return new Date(sec * 1000).toISOString();
}
