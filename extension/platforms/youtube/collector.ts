/** Answers a job's questions from inside a YouTube page, with the page's own requests. */
import { AppError } from '../../../shared/app-error.ts';
import { createEmptyRead } from '../../core/pages/empty-read.ts';
import type { CollectorReply, CollectorRequest, PageRead } from '../../core/pages/page-read.ts';
import { withErrorReplies } from '../../core/pages/with-error-replies.ts';
import type { Collector, PageAccess } from '../platform.ts';
import { readCaption } from './live/caption.ts';
import { readCommentsPage } from './live/comments-page.ts';
import { type PageQuestion, readListPage } from './live/list-page.ts';
import { resolveSource } from './live/resolve-source.ts';
import { readVideoDetails } from './live/video-details.ts';
import type { Desk } from './session/desk.ts';
import { createInnertube } from './session/innertube.ts';

export function createCollector(page: PageAccess): Collector {
  const desk: Desk = { page, tube: createInnertube(page), kept: null };
  return {
    answer: withErrorReplies((request) => answerRequest(desk, request)),
    identity: desk.tube.identity,
  };
}

async function answerRequest(desk: Desk, request: CollectorRequest): Promise<CollectorReply> {
  switch (request.verb) {
    case 'resolve':
      return { source: await resolveSource(desk, request.ref) };
    case 'page':
      return { read: await readPart(desk, request) };
    case 'details':
      return { item: await readVideoDetails(desk, request.itemId) };
    case 'medium':
      throw new AppError('input.not_supported');
    case 'comments':
      return { read: await readCommentsPage(desk, request.itemId, request.cursor) };
    case 'caption':
      return { text: await readCaption(desk.page, request.url) };
  }
}

/** A single video is a list of one. */
async function readPart(desk: Desk, question: PageQuestion): Promise<PageRead> {
  const { ref } = question;
  if (ref.kind !== 'video' && ref.kind !== 'short') return readListPage(desk, question);
  const item = await readVideoDetails(desk, ref.id);
  const items = [
    ref.kind === 'short' && item.kind === 'video' ? { ...item, kind: ref.kind, url: ref.url } : item,
  ];
  return { ...createEmptyRead(ref.kind), items, title: item.title };
}
