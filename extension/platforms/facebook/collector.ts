/** Answers a job's questions from inside a Facebook page, with the page's own requests. */
import { AppError } from '../../../shared/app-error.ts';
import type { Item } from '../../../shared/model/item.ts';
import { createEmptyRead } from '../../core/pages/empty-read.ts';
import type { CollectorReply, CollectorRequest, PageRead } from '../../core/pages/page-read.ts';
import { withErrorReplies } from '../../core/pages/with-error-replies.ts';
import type { Collector, PageAccess } from '../platform.ts';
import { readCommentsPage } from './live/comments-page.ts';
import type { ListQuestion } from './live/list-page.ts';
import { readFullPhoto } from './live/media-page.ts';
import { itemReaders, listReaders } from './live/page-readers.ts';
import { resolveSource } from './live/resolve-source.ts';
import { createDesk, type Desk } from './session/desk.ts';
import { readIdentity } from './session/identity.ts';
import { matchUrl } from './urls.ts';

export function createCollector(page: PageAccess): Collector {
  const desk = createDesk(page);
  return {
    answer: withErrorReplies((request) => answerRequest(desk, request)),
    identity: () => readIdentity(desk),
  };
}

async function answerRequest(desk: Desk, request: CollectorRequest): Promise<CollectorReply> {
  switch (request.verb) {
    case 'resolve':
      return { source: await resolveSource(desk, request.ref) };
    case 'page':
      return { read: await readPart(desk, request) };
    case 'details':
      return { item: await readDetails(desk, request.url) };
    case 'medium':
      return { medium: await readFullPhoto(desk, request.mediaId) };
    case 'comments':
      return { read: await readCommentsPage(desk, request) };
    case 'caption':
      // Captions are fetched like other files, by their addresses.
      throw new AppError('input.not_supported');
  }
}

/** A single thing is a list of one; it was just read to be named. */
async function readPart(desk: Desk, question: ListQuestion): Promise<PageRead> {
  const { ref } = question;
  const readList = listReaders[ref.kind];
  if (readList) return readList(desk, question);
  const readItem = itemReaders[ref.kind];
  if (!readItem) throw new AppError('input.not_supported');
  const item = desk.kept?.id === ref.id ? desk.kept : await readItem(desk, ref);
  desk.kept = null;
  return { ...createEmptyRead(ref.kind), items: [item], title: item.title };
}

/** The address says what kind of thing it is. */
async function readDetails(desk: Desk, url: string): Promise<Item> {
  const ref = matchUrl(new URL(url));
  const readItem = ref && itemReaders[ref.kind];
  if (!readItem) throw new AppError('input.not_supported');
  return readItem(desk, ref);
}
