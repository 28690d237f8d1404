import type { Post, User } from '../catalog/model.ts';
import type { World } from '../catalog/world.ts';
import { canSeeAccount, type Form, type Json, toNumberIn } from './context.ts';

/** A number as the site shows it: three significant places from ten thousand on, one decimal from a million on. */
export function toRounded(value: number): number {
  if (value < 10_000) return value;
  const step = value < 1_000_000 ? 100 : 100_000;
  return Math.round(value / step) * step;
}

/** A post's numbers: rounded in `stats`, exact and as strings in `statsV2`. */
export function toPostStats(post: Post, form: Form): Json {
  const { plays, likes, comments, shares, saves, reposts } = post.stats;
  return {
    stats: {
      diggCount: toRounded(likes),
      shareCount: toRounded(shares),
      commentCount: toRounded(comments),
      playCount: toRounded(plays),
      collectCount: toNumberIn(form, saves),
    },
    statsV2: {
      diggCount: String(likes),
      shareCount: String(shares),
      commentCount: String(comments),
      playCount: String(plays),
      collectCount: String(saves),
      repostCount: String(reposts),
    },
  };
}

/** An account's numbers, both ways. What it liked is told to itself only. */
export function toUserStats(world: World, user: User, viewer: User | null): { stats: Json; statsV2: Json } {
  const exact = {
    followerCount: user.followers,
    followingCount: user.following,
    heart: user.hearts,
    heartCount: user.hearts,
    videoCount: canSeeAccount({ world, viewer }, user) ? countPublic(world, user) : 0,
    diggCount: user === world.owner && viewer === user ? world.liked.length : 0,
    friendCount: Math.min(user.following, user.followers, 18),
  };
  const entries = Object.entries(exact);
  return {
    stats: Object.fromEntries(entries.map(([name, value]) => [name, toRounded(value)])),
    statsV2: Object.fromEntries(entries.map(([name, value]) => [name, String(value)])),
  };
}

/** How many posts an account claims to have: those everybody sees. */
export function countPublic(world: World, user: User): number {
  return world.listPosts(user).filter(({ audience, gone }) => audience === 'public' && !gone).length;
}
