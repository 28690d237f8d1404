import { createPrng } from '../../prng.ts';
import { buildTimedId } from './ids.ts';
import { buildPhoto } from './media.ts';
import type { Actor, Comment } from './model.ts';
import { buildCommentText } from './texts.ts';

/** What comments belong to: a post, a reel, a photo. */
export interface CommentPlan {
  seed: number;
  postId: string;
  createdAtSec: number;
  author: Actor;
  /** The most top-level comments. */
  most: number;
  people: readonly Actor[];
}

/** How many comments there are, replies included, without building them. */
export function countComments(plan: Pick<CommentPlan, 'seed' | 'postId' | 'most'>): number {
  return planReplies(plan).reduce((sum, replies) => sum + 1 + replies, 0);
}

/** All top-level comments with their replies, in the order of the page. */
export function buildComments(plan: CommentPlan): Comment[] {
  return planReplies(plan).map((replyCount, index) => ({
    ...buildComment(plan, String(index)),
    replies: Array.from({ length: replyCount }, (_, reply) => buildComment(plan, `${index}/${reply}`)),
  }));
}

function buildComment({ seed, postId, createdAtSec, author, people }: CommentPlan, name: string): Comment {
  const prng = createPrng(seed, `fb-comment/${postId}/${name}`);
  const atSec = createdAtSec + prng.int(60, 40 * 86_400);
  const writer = prng.chance(0.1) ? author : (people[prng.int(0, people.length - 1)] ?? author);
  const photoName = `comment/${postId}/${name}`;
  const hasPhoto = prng.chance(0.08);
  return {
    id: buildTimedId(seed, `comment/${postId}/${name}`, atSec),
    author: writer,
    text: hasPhoto && prng.chance(0.5) ? '' : buildCommentText(prng),
    createdAtSec: atSec,
    likes: prng.chance(0.5) ? 0 : Math.floor(10 ** (prng.next() * 3.3)),
    ...(hasPhoto && {
      photo: buildPhoto({
        seed,
        owner: writer,
        name: photoName,
        createdAtSec: atSec,
        setToken: '',
        privacy: 'EVERYONE',
      }),
    }),
    replies: [],
  };
}

/** The number of replies of each top-level comment. */
function planReplies({ seed, postId, most }: Pick<CommentPlan, 'seed' | 'postId' | 'most'>): number[] {
  const prng = createPrng(seed, `fb-comments/${postId}`);
  if (most === 0 || prng.chance(0.2)) return [];
  return Array.from({ length: prng.int(0, most) }, (_, index) =>
    index === 0 ? prng.int(0, 12) : prng.chance(0.7) ? 0 : prng.int(1, 5),
  );
}
