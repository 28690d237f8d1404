/** Where the replies to comments are, and by what comments of a thing are asked for. */
import { type Json, toArray, toObject, toText, toWhole } from '../../../core/json.ts';
import { seek } from '../documents/seek.ts';
import { readFeedbackId } from '../items/ids.ts';
import type { Place } from './place.ts';

/** Places of the replies to the comments in an answer, as far as they did not come along. */
export function listThreads(values: readonly unknown[]): Pick<Place, 'query' | 'values'>[] {
  const found: Pick<Place, 'query' | 'values'>[] = [];
  walkObjects(values, (comment) => {
    const feedback = toObject(comment.feedback);
    const id = toText(feedback?.id);
    if (id === null || !('legacy_fbid' in comment) || !hasMore(feedback)) return;
    const depth = (Number(comment.depth) || 0) + 1;
    const token = toText(seek(feedback, 'expansion_info', 'expansion_token'));
    const cursor = toText(seek(feedback, 'replies_connection', 'page_info', 'end_cursor'));
    found.push({
      query: `Depth${depth}CommentsListPaginationQuery`,
      values: {
        id,
        ...(token !== null && { expansionToken: token }),
        ...(cursor !== null && { [depth === 1 ? 'repliesAfterCursor' : 'subRepliesAfterCursor']: cursor }),
      },
    });
  });
  return found;
}

/** A list of replies that was not opened says that nothing is behind it: then their number tells. */
function hasMore(feedback: unknown): boolean {
  const replies = seek(feedback, 'replies_connection');
  if (toArray(seek(replies, 'edges')).length > 0) return seek(replies, 'page_info', 'has_next_page') === true;
  const counts = ['total_count', 'count'].map((key) => toWhole(seek(feedback, 'replies_fields', key)) ?? 0);
  return Math.max(...counts) > 0;
}

/** The id of the first thing on a page that can be commented on; comments themselves do not count. */
export function findFeedbackId(values: readonly unknown[]): string | null {
  let found: string | null = null;
  walkObjects(values, (object) => {
    const id = toText(seek(object.feedback, 'id'));
    if (found === null && readFeedbackId(id)?.commentId === null) found = id;
  });
  return found;
}

/** In the order in which they stand. */
function walkObjects(root: unknown, visit: (object: Json) => void): void {
  const stack: unknown[] = [root];
  for (let budget = 500_000; stack.length > 0 && budget > 0; budget -= 1) {
    const value = stack.pop();
    const object = toObject(value);
    if (object) visit(object);
    const inner = Object.values(object ?? toArray(value));
    for (let index = inner.length - 1; index >= 0; index -= 1)
      if (typeof inner[index] === 'object' && inner[index] !== null) stack.push(inner[index]);
  }
}
