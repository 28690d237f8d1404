/** What an archive should hold of a Facebook post, field by field, beside what it holds. */
import type { CommentTruth, FacebookTruth, PostTruth } from '../testbed/facebook/catalog/truth.ts';
import type { ArchivedPost } from './compare-posts.ts';

/** Posts as `items.json` has them, as far as they are compared. */
export interface ArchivedFacebookPost extends ArchivedPost {
  partial?: string[];
  occasion?: string;
  sharedPost?: { id: string | null; text: string | null; author: { id: string | null } | null };
  reactionKinds?: Record<string, { value?: number }>;
  media: { id: string; kind: string }[];
}

/** A post whose own page is that of its video is that video to its readers. */
export const toArchivedId = ({ id, url }: Pick<PostTruth, 'id' | 'url'>): string =>
  /\/(?:videos|reel)\/(\d+)/.exec(url)?.[1] ?? id;

const privacies = { EVERYONE: 'public', FRIENDS: 'friends', SELF: 'private' };

/** Its own pictures, sorted: not those of what it shares, nor of a link. */
export const listPictureIds = ({ media }: ArchivedFacebookPost): string[] =>
  media
    .filter(({ kind, id }) => kind === 'image' && !id.startsWith('shared-') && !id.startsWith('link'))
    .map(({ id }) => id)
    .sort();

/** Every field of a post. */
export function digestFacebookPost(item: ArchivedFacebookPost) {
  const { id, text, createdAt, author, privacy, stats, sharedPost } = item;
  return {
    id,
    text,
    publishedAt:
      createdAt.precision === 'exact' ? new Date(createdAt.at ?? '').toISOString() : createdAt.precision,
    privacy,
    author: [author.id, author.name],
    reactions: stats.reactions?.value,
    comments: stats.comments?.value,
    shares: stats.shares?.value,
    // A link that was shared is one too, without a number.
    shared: sharedPost?.id ? [sharedPost.text, sharedPost.author?.id] : null,
    refused: item.refused,
    partial: item.partial ?? [],
  };
}

/** What a post shares of others: a post, or a reel. */
function findShared({ shared, kind, videoId, authorId }: PostTruth, videos: FacebookTruth['videos']) {
  if (shared) return [shared.text, shared.authorId];
  const video = kind === 'reel' ? videos[videoId ?? ''] : undefined;
  return video && video.ownerId !== authorId ? [video.text, video.ownerId] : null;
}

/** The same of the post that exists. */
export function digestFacebookTruth(
  post: PostTruth,
  videos: FacebookTruth['videos'],
): ReturnType<typeof digestFacebookPost> {
  const { text, publishedAt, privacy, authorId, authorName, reactions, comments, shares } = post;
  return {
    id: toArchivedId(post),
    text,
    publishedAt,
    privacy: privacies[privacy],
    author: [authorId, authorName],
    reactions,
    comments,
    shares,
    shared: findShared(post, videos),
    refused: [],
    partial: [],
  };
}

/** A line of `comments.jsonl`, as far as it is compared. */
export interface ArchivedComment {
  id: string;
  itemId: string;
  parentId: string | null;
  text: string;
  author: { id: string };
}

export const digestComment = ({ id, parentId, text, author }: ArchivedComment) => [
  id,
  parentId,
  text,
  author.id,
];

export const digestCommentTruth = ({ id, parentId, text, authorId }: CommentTruth) => [
  id,
  parentId,
  text,
  authorId,
];
