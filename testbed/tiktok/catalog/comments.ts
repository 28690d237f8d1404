import { createPrng } from '../../prng.ts';
import { buildTimedId } from './ids.ts';
import type { Comment, Post, User } from './model.ts';
import { buildCommentText } from './texts.ts';

export interface CommentPlan {
  seed: number;
  postId: string;
  /** The most top-level comments. */
  most: number;
}

/** How many comments a post has, replies and hidden ones included, without building them. */
export function countComments(plan: CommentPlan): number {
  return planReplies(plan).reduce((sum, replies) => sum + 1 + replies, 0);
}

/** All top-level comments of a post with their replies, in the order of its page. */
export function buildComments(plan: CommentPlan, post: Post, people: readonly User[]): Comment[] {
  const build = (name: string): Comment => {
    const prng = createPrng(plan.seed, `comment/${plan.postId}/${name}`);
    const createdAtMs = post.createdAtMs + prng.int(60, 200 * 86_400) * 1000;
    const isPicture = prng.chance(0.08);
    const author = prng.chance(0.08) ? post.author : people[prng.int(0, people.length - 1)];
    return {
      id: buildTimedId(plan.seed, `comment/${plan.postId}/${name}`, createdAtMs),
      author: author ?? post.author,
      text: isPicture ? '' : buildCommentText(prng),
      createdAtSec: Math.floor(createdAtMs / 1000),
      likes: Math.floor(10 ** (prng.next() * 3.5)) - 1,
      ...(isPicture && { picture: { width: 640, height: 480 } }),
      isLikedByAuthor: prng.chance(0.1),
      isFiltered: prng.chance(0.04),
      replies: [],
    };
  };
  return planReplies(plan).map((replyCount, index) => ({
    ...build(String(index)),
    replies: Array.from({ length: replyCount }, (_, reply) => build(`${index}/${reply}`)),
  }));
}

/** The number of replies of each top-level comment. */
function planReplies({ seed, postId, most }: CommentPlan): number[] {
  const prng = createPrng(seed, `comments/${postId}`);
  if (most === 0 || prng.chance(0.15)) return [];
  return Array.from({ length: prng.int(0, most) }, (_, index) =>
    index === 0 ? prng.int(0, 24) : prng.chance(0.7) ? 0 : prng.int(1, 9),
  );
}
