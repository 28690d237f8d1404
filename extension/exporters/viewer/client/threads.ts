/** Which comments belong together. */

interface Reply {
  id: string;
  parentId: string | null;
}

/** A comment and all that was answered to it, and to those answers, in the order in which it comes. */
export interface Thread<Comment> {
  first: Comment;
  replies: Comment[];
}

/** For each comment the id of the first one of its thread; one that answers what was not read begins its own. */
function findFirsts(comments: readonly Reply[]): Map<string, string> {
  const known = new Map(comments.map((comment) => [comment.id, comment]));
  const firsts = new Map<string, string>();
  for (const comment of comments) {
    // What was found for one is kept for all on the way to it; those that answer each other in a circle end it.
    const way = new Set<string>();
    let at = comment;
    while (!firsts.has(at.id) && !way.has(at.id)) {
      way.add(at.id);
      at = (at.parentId === null ? undefined : known.get(at.parentId)) ?? at;
    }
    const first = firsts.get(at.id) ?? at.id;
    for (const id of way) firsts.set(id, first);
  }
  return firsts;
}

/** Every comment is in one thread, however deep it lies. */
export function toThreads<Comment extends Reply>(comments: readonly Comment[]): Thread<Comment>[] {
  const firsts = findFirsts(comments);
  const groups = Map.groupBy(comments, ({ id }) => firsts.get(id));
  return comments
    .filter(({ id }) => firsts.get(id) === id)
    .map((first) => ({ first, replies: (groups.get(first.id) ?? []).filter((each) => each !== first) }));
}
