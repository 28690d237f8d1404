import type { Source, SourceRef } from '../../../shared/model/source.ts';
import type { Desk } from './desk.ts';
import { openSitePage, readSitePage } from './site-page.ts';

/** What a list with a page of its own is. Throws AppError with the site's refusal. */
export async function resolveList(desk: Desk, ref: SourceRef): Promise<Source> {
  const read = readSitePage(await openSitePage(desk, ref.url));
  return {
    ...ref,
    title: read.title || ref.id,
    author: null,
    claimed: read.claimed,
    own: null,
    parts: [ref],
  };
}
