/** Comments and replies of a post as one list: its cursor is a queue of places, one a line. */
import { AppError } from '../../../../shared/app-error.ts';
import { createEmptyRead } from '../../../core/pages/empty-read.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import { lostPlace } from '../items/comments.ts';
import { toFeedbackId } from '../items/ids.ts';
import { type OpenedPage, openPage, readOpened } from '../read-page.ts';
import { askGraphql } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { matchUrl } from '../urls.ts';
import { findFeedbackId, listThreads } from './comment-threads.ts';
import { isTooLittle } from './list-page.ts';
import { type Place, parseCursor, toCursor } from './place.ts';
import { openSitePage } from './site-page.ts';

interface CommentsQuestion {
  itemId: string;
  url: string;
  cursor: string | null;
}

/** Which of a query's variables is moved. */
const cursorNames: Record<string, string> = {
  CommentsListComponentsPaginationQuery: 'commentsAfterCursor',
  Depth1CommentsListPaginationQuery: 'repliesAfterCursor',
  Depth2CommentsListPaginationQuery: 'subRepliesAfterCursor',
};

/** Reads the first place of the queue; null starts at the top. Throws AppError. */
export async function readCommentsPage(desk: Desk, question: CommentsQuestion): Promise<PageRead> {
  // Stories are answered in messages, which are nobody's comments.
  if (matchUrl(new URL(question.url))?.kind === 'stories') return createEmptyRead('comments');
  const [first = '', ...queue] = (question.cursor ?? toCursor(await findTop(desk, question))).split('\n');
  const place = parseCursor(first);
  const { opened, read } = await askComments(desk, place, question.url);
  // Replies stand before the rest of the list, so the queue stays as short as one page's threads.
  const threads = listThreads(opened.values).map((values) => toCursor({ ...place, ...values }));
  if (read.unknown[lostPlace] !== undefined)
    throw new AppError('platform.page_changed', 'The comments go on, and do not say from where.');
  const next = read.continuation === null ? [] : [toCursor(moveOn(place, read.continuation))];
  // An answer names the thread that it is of; a list that goes on at its own place is told by who walks it.
  const rest = [...threads.filter((thread) => thread !== first), ...next, ...queue];
  return {
    ...read,
    page: 'comments',
    // Comments of a reel name the post that shows it.
    comments: read.comments.map((comment) => ({ ...comment, itemId: question.itemId })),
    continuation: rest.length > 0 ? rest.join('\n') : null,
  };
}

interface CommentsAnswer {
  opened: OpenedPage;
  read: PageRead;
}

/** What a page says of other queries may be too little for this one: then the post's own page is looked at, then the feed. */
async function askComments(desk: Desk, place: Place, url: string): Promise<CommentsAnswer> {
  let answer = await askOnce(desk, place);
  for (const address of [url, new URL('/', url).href]) {
    if (!isTooLittle(answer.read.error)) break;
    await openSitePage(desk, address);
    answer = await askOnce(desk, place);
  }
  return answer;
}

async function askOnce(desk: Desk, place: Place): Promise<CommentsAnswer> {
  const { body, status } = await askGraphql(desk, { name: place.query, variables: place.values });
  const opened = openPage(body);
  return { opened, read: readOpened(opened, { url: null, status }) };
}

function moveOn(place: Place, cursor: string): Place {
  return { ...place, values: { ...place.values, [cursorNames[place.query] ?? 'cursor']: cursor } };
}

/** Posts and photos are commented on under their own number; of videos and reels only their page says under which. */
async function findTop(desk: Desk, { itemId, url }: CommentsQuestion): Promise<Place> {
  const kind = matchUrl(new URL(url))?.kind;
  const isOwn = kind === 'post' || kind === 'photo';
  const id = isOwn ? toFeedbackId(itemId) : findFeedbackId((await openSitePage(desk, url)).opened.values);
  if (id === null) throw new AppError('platform.page_changed');
  return { query: 'CommentsListComponentsPaginationQuery', values: { id }, loggedIn: false };
}
