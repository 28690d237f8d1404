import { createPrng, type Prng } from '../../prng.ts';
import { buildCommentId } from './ids.ts';
import type { Channel, Comment, Video } from './model.ts';
import { buildCommentText } from './texts.ts';

export interface CommentSource {
  seed: number;
  video: Video;
  /** The most top-level comments. */
  most: number;
  people: readonly Channel[];
}

/** How many comments a video has, replies included, without building them. */
export function countComments(source: CommentSource): number {
  return buildPlan(source).reduce((sum, replies) => sum + 1 + replies, 0);
}

/** All top-level comments with their replies; the first may be pinned, some are edited. */
export function buildComments(source: CommentSource): Comment[] {
  return buildPlan(source).map((replyCount, index) => {
    const comment = buildComment(source, `${index}`, null);
    const pinned = index === 0 && replyCount > 0;
    const replies = Array.from({ length: replyCount }, (_, reply) =>
      buildComment(source, `${index}/${reply}`, comment.id),
    );
    return { ...comment, pinned, author: pinned ? source.video.channel : comment.author, replies };
  });
}

/** The number of replies of each top-level comment. */
function buildPlan({ seed, video, most }: CommentSource): number[] {
  if (video.kind === 'live' || video.restriction !== 'none') return [];
  const prng = createPrng(seed, `comments/${video.id}`);
  if (prng.chance(0.15)) return [];
  return Array.from({ length: prng.int(0, most) }, (_, index) =>
    index === 0 ? prng.int(0, 24) : prng.chance(0.7) ? 0 : prng.int(1, 14),
  );
}

function buildComment(source: CommentSource, name: string, parentId: string | null): Comment {
  const prng = createPrng(source.seed, `comment/${source.video.id}/${name}`);
  const ownId = buildCommentId(source.seed, `${source.video.id}/${name}`);
  return {
    id: parentId === null ? ownId : `${parentId}.${ownId.slice(2, 24)}`,
    parentId,
    author: pickAuthor(source, prng),
    text: buildCommentText(prng),
    publishedAtMs: source.video.publishedAtMs + prng.int(60, 300 * 86_400) * 1000,
    edited: prng.chance(0.1),
    pinned: false,
    hearted: prng.chance(0.1),
    likes: Math.floor(10 ** (prng.next() * 3.5)) - 1,
    replies: [],
  };
}

function pickAuthor({ people, video }: CommentSource, prng: Prng): Channel {
  if (prng.chance(0.08)) return video.channel;
  return people[prng.int(0, people.length - 1)] ?? video.channel;
}
