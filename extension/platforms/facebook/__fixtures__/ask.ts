import { expect } from 'vitest';
import type { Source, SourceRef } from '../../../../shared/model/source.ts';
import {
  type CollectorReply,
  type CollectorRequest,
  collectorReplySchema,
  type PageRead,
} from '../../../core/pages/page-read.ts';
import { createCollector } from '../collector.ts';
import { matchUrl } from '../urls.ts';
import type { TestbedPage } from './testbed-page.ts';

/** Puts a question to a new collector in the page. */
export async function ask(page: TestbedPage, request: CollectorRequest): Promise<CollectorReply> {
  const reply = await createCollector(page).answer(request);
  expect(collectorReplySchema.safeParse(reply).error).toBeUndefined();
  return reply;
}

/** The source that an address names. */
export function toRef(url: string): SourceRef {
  const ref = matchUrl(new URL(url));
  if (!ref) throw new Error(url);
  return ref;
}

/** What a source is; throws where it is refused. */
export async function resolve(page: TestbedPage, ref: SourceRef): Promise<Source> {
  const reply = await ask(page, { verb: 'resolve', ref });
  if (!('source' in reply)) throw new Error(JSON.stringify(reply));
  return reply.source;
}

/** A page that was read whole. */
export function toRead(reply: CollectorReply): PageRead {
  if (!('read' in reply)) throw new Error(JSON.stringify(reply));
  expect(reply.read.error).toBeNull();
  return reply.read;
}

/** The code of an error, or `none`. */
export const code = (reply: CollectorReply): string =>
  'error' in reply ? reply.error.code : 'read' in reply ? (reply.read.error?.code ?? 'none') : 'none';

