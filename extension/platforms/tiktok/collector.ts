/** Answers a job's questions from inside a TikTok page, with the page's own requests. */
import { AppError } from '../../../shared/app-error.ts';
import type { Item } from '../../../shared/model/item.ts';
import { createEmptyRead } from '../../core/pages/empty-read.ts';
import type { CollectorReply, CollectorRequest, PageRead } from '../../core/pages/page-read.ts';
import { createScroll } from '../../core/pages/scrolled-list.ts';
import { withErrorReplies } from '../../core/pages/with-error-replies.ts';
import type { Collector, PageAccess } from '../platform.ts';
import { readCommentsPage } from './live/comments-page.ts';
import { readListPage } from './live/list-page.ts';
import { readPost } from './live/post-details.ts';
import { resolveSource } from './live/resolve-source.ts';
import { checkSession, isForStrangers, isOwnAnswer } from './session/check-session.ts';
import type { Desk } from './session/desk.ts';
import { readIdentity } from './session/identity.ts';
import { readOpenDocument } from './session/page-document.ts';

export function createCollector(page: PageAccess): Collector {
  const identity = readIdentity(readOpenDocument(page).scope);
  const desk: Desk = { page, kept: null, scroll: createScroll(), identity };
  return {
    answer: withErrorReplies((request) => answerRequest(desk, request)),
    identity: () => desk.identity,
  };
}

async function answerRequest(desk: Desk, request: CollectorRequest): Promise<CollectorReply> {
  switch (request.verb) {
    case 'resolve':
      return { source: await resolveSource(desk, request.ref) };
    case 'page':
      return { read: await readPart(desk, request) };
    case 'details':
      return { item: await readDetails(desk, request.itemId) };
    case 'comments':
      return { read: await readCommentsPage(desk, request.itemId, request.cursor) };
    // Captions are fetched like other files, by their addresses.
    case 'caption':
    case 'medium':
      throw new AppError('input.not_supported');
  }
}

/** A single post is a list of one; it was just read to be named. */
async function readPart(
  desk: Desk,
  { ref, cursor, asOwner }: Extract<CollectorRequest, { verb: 'page' }>,
): Promise<PageRead> {
  if (ref.kind !== 'video' && ref.kind !== 'photo_post') {
    const read = await readListPage(desk, ref, cursor);
    if (asOwner && !read.error && !isOwnAnswer(read.items)) await checkSession(desk);
    return read;
  }
  const item = desk.kept?.id === ref.id ? desk.kept : await readPost(desk, ref.id);
  desk.kept = null;
  return { ...createEmptyRead(ref.kind), items: [item], title: item.title };
}

/** A session that ended would make a private post of one's own look like somebody else's. */
async function readDetails(desk: Desk, itemId: string): Promise<Item> {
  try {
    return await readPost(desk, itemId);
  } catch (thrown) {
    if (isForStrangers(desk, thrown)) await checkSession(desk);
    throw thrown;
  }
}
