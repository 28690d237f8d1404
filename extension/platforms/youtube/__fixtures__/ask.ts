import { expect } from 'vitest';
import type { SourceRef } from '../../../../shared/model/source.ts';
import { type CollectorReply, collectorReplySchema, type PageRead } from '../../../core/pages/page-read.ts';
import type { Collector } from '../../platform.ts';
import { createCollector } from '../collector.ts';
import { type Answer, createFakePage, type Sent } from './fake-page.ts';
import { playlistVideoRenderer } from './list-entries.ts';
import { append, playlistPage } from './list-pages.ts';
import { more, videoId } from './page-parts.ts';

export const ask = async (collector: Collector, request: Parameters<Collector['answer']>[0]): Promise<CollectorReply> => {
  const reply = await collector.answer(request);
  expect(collectorReplySchema.safeParse(reply).error).toBeUndefined();
  return reply;
};

export function toRead(reply: CollectorReply): PageRead {
  if (!('read' in reply)) throw new Error(JSON.stringify(reply));
  return reply.read;
}

export const code = (reply: CollectorReply): string => ('error' in reply ? reply.error.code : 'none');

export const askPage = (collector: Collector, ref: SourceRef, cursor: string | null = null): Promise<CollectorReply> =>
  ask(collector, { verb: 'page', ref, cursor, asOwner: false });

/** Walks a list to its end, with a new collector for every page, as if each was read in another tab. */
export async function walk(answer: (sent: Sent) => Answer, ref: SourceRef): Promise<{ ids: string[]; sent: Sent[] }> {
  const ids: string[] = [];
  const sent: Sent[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 50; page += 1) {
    const fake = createFakePage(answer);
    const read = toRead(await askPage(createCollector(fake), ref, cursor));
    ids.push(...read.items.map((item) => item.id));
    sent.push(...fake.sent);
    cursor = read.continuation;
    if (cursor === null) return { ids, sent };
  }
  throw new Error('The list does not end.');
}

export const listId = 'PLabc';
export const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => videoId(from + index));
export const entries = (from: number, to: number): Record<string, unknown>[] =>
  range(from, to).map((id) => playlistVideoRenderer(id));

/** A playlist in three pages. */
export const threePages = ({ body }: Sent): Answer => {
  if (body.continuation === 'p2') return append([...entries(3, 6), more('p3')], { browseId: `VL${listId}` });
  if (body.continuation === 'p3') return append(entries(6, 8), { browseId: `VL${listId}` });
  return playlistPage(listId, [...entries(0, 3), more('p2')]);
};
