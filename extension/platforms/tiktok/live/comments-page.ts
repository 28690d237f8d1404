/** Comments and replies as one list: its cursor is a queue of places, one a line. */
import type { PageRead } from '../../../core/pages/page-read.ts';
import { askPage } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';

const toPlace = (endpoint: string, values: Record<string, string>): string =>
  `${endpoint}?${new URLSearchParams(values)}`;

/** Reads the first place of the queue; null starts at the top. Throws AppError. */
export async function readCommentsPage(desk: Desk, itemId: string, cursor: string | null): Promise<PageRead> {
  const [place = '', ...queue] = (cursor ?? toPlace('comment/list', { aweme_id: itemId, cursor: '0' })).split(
    '\n',
  );
  const read = await askPage(desk.page, place);
  const next = read.continuation === null ? [] : [read.continuation];
  // Replies stand before the rest of the list, so the queue stays as short as one page's threads.
  const rest = [...listThreads(read, itemId), ...next, ...queue].filter((later) => later !== place);
  return { ...read, page: 'comments', continuation: rest.length > 0 ? rest.join('\n') : null };
}

/** Places of the replies to the comments of a page, as far as they did not come along. */
function listThreads({ comments }: PageRead, itemId: string): string[] {
  return comments.flatMap(({ id, parentId, replies }) => {
    const count = replies?.precision === 'exact' ? replies.value : 0;
    const known = comments.filter((other) => other.parentId === id).length;
    if (parentId !== null || count <= known) return [];
    return toPlace('comment/list/reply', { item_id: itemId, comment_id: id, cursor: '0' });
  });
}
