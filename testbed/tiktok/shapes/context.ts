import type { Post, User } from '../catalog/model.ts';
import type { World } from '../catalog/world.ts';
import type { MediaUrls } from '../media-urls.ts';

/** Any JSON object. */
export type Json = Record<string, unknown>;

/** What an answer depends on besides its request. */
export interface AnswerContext {
  world: World;
  /** Null is logged out. */
  viewer: User | null;
  media: MediaUrls;
  /** The asker's `tt_chain_token`: addresses of videos work with this cookie only. */
  chainToken: string;
  /** Unix milliseconds. */
  nowMs: number;
}

/** In pages several numbers are strings which are numbers in the answers of calls. */
export type Form = 'page' | 'list';

/** A number as the form writes it. */
export function toNumberIn(form: Form, value: number): number | string {
  return form === 'page' ? String(value) : value;
}

/** Why the asker may not see a post; null if it is there to be seen. */
export function findRefusal({ world, viewer }: AnswerContext, post: Post | undefined): number | null {
  if (!post || post.gone === 'deleted') return 10204;
  if (post.author === viewer) return null;
  if (post.gone === 'private' || post.audience !== 'public') return 10216;
  return canSeeAccount({ world, viewer }, post.author) ? null : 10222;
}

/** Whether an account's posts are there for the asker: the owner follows some private accounts. */
export function canSeeAccount(
  { world, viewer }: Pick<AnswerContext, 'world' | 'viewer'>,
  user: User,
): boolean {
  if (!user.isPrivate || viewer === user) return true;
  return viewer === world.owner && world.following.includes(user);
}
