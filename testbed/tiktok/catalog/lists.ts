import { createPrng } from '../../prng.ts';
import { buildTimedId } from './ids.ts';
import type { Entry, NamedList, Post, User } from './model.ts';
import { newestAtMs } from './posts.ts';

/** The most recent entries of a list of so many posts, mixed from `posts`; none twice. Times fall from entry to entry. */
export function buildEntries(
  seed: number,
  name: string,
  { posts, count }: { posts: readonly Post[]; count: number },
): Entry[] {
  const prng = createPrng(seed, `entries/${name}`);
  const left = [...posts];
  const entries: Entry[] = [];
  let atMs = newestAtMs + 3_600_000;
  while (entries.length < count && left.length > 0) {
    const place = prng.int(0, left.length - 1);
    const post = left[place];
    left[place] = left[left.length - 1] as Post;
    left.pop();
    atMs -= prng.int(60_000, 40 * 3_600_000);
    if (post) entries.push({ postId: post.id, atMs });
  }
  return entries;
}

export interface NamedListPlan {
  seed: number;
  owner: User;
  kind: 'collection' | 'playlist';
  posts: readonly Post[];
  count: number;
  /** Entries of the first list; the others have a few. */
  largest: number;
}

const names = ['Rope & knots', 'später ansehen', '木工 <ideas>', 'Boats'] as const;

/** An account's collections or playlists. */
export function buildNamedLists(plan: NamedListPlan): NamedList[] {
  const { seed, kind, owner } = plan;
  return Array.from({ length: plan.count }, (_, index) => {
    const name = `${kind}/${owner.uniqueId}/${index}`;
    const count = index === 0 ? plan.largest : createPrng(seed, name).int(0, 6);
    return {
      id: buildTimedId(seed, name, Date.UTC(2024, index, 7)),
      name: names[index % names.length] ?? names[0],
      owner,
      entries: buildEntries(seed, name, { posts: plan.posts, count }),
    };
  });
}
