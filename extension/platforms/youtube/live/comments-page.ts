/** Comments and replies as one list: each page that is read may put more to be asked for into the queue. */
import { fromWire } from '../../../../shared/app-error.ts';
import { createEmptyRead } from '../../../core/pages/empty-read.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import { readComments } from '../items/comments.ts';
import { readCommentsToken } from '../items/watch.ts';
import { readErrorBody } from '../pages/negative.ts';
import type { Desk } from '../session/desk.ts';
import { type CommentsCursor, parseCommentsCursor, toCursorText, toHash } from './cursor.ts';

/** Reads one page of comments or replies; null starts at the top. A video without comments gives none. */
export async function readCommentsPage(
  desk: Desk,
  itemId: string,
  cursorText: string | null,
): Promise<PageRead> {
  const cursor = cursorText === null ? await readBeginning(desk, itemId) : parseCommentsCursor(cursorText);
  const [place, ...queue] = cursor?.queue ?? [];
  if (!cursor || !place) return createEmptyRead('comments');
  const doc = await desk.tube.call('next', { continuation: place.token });
  const refusal = readErrorBody(doc, null);
  if (refusal) throw fromWire(refusal.error);
  const page = readComments(doc, { itemId, parentId: place.parentId });
  const replies = place.parentId === null ? page.replies : [];
  const next = page.next === null ? [] : [{ token: page.next, parentId: place.parentId }];
  // Replies stand before the rest of the list, so the queue stays as short as one page's threads.
  const rest = continueQueue({ ...cursor, queue: [...replies, ...next, ...queue] }, place.token);
  return {
    ...createEmptyRead('comments'),
    comments: page.comments,
    unknown: Object.fromEntries(page.unknown),
    continuation: rest ? toCursorText(rest) : null,
  };
}

async function readBeginning(desk: Desk, videoId: string): Promise<CommentsCursor | null> {
  const token = readCommentsToken(await desk.tube.call('next', { videoId }));
  return token === null ? null : { v: 1, queue: [{ token, parentId: null }], seen: [] };
}

/** Without what was asked for already: a list that leads back to itself ends. */
function continueQueue(cursor: CommentsCursor, asked: string): CommentsCursor | null {
  const seen = [...cursor.seen, toHash(asked)];
  const queue = cursor.queue.filter(({ token }) => !seen.includes(toHash(token)));
  return queue.length > 0 ? { v: 1, queue, seen } : null;
}
