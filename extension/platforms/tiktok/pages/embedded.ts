/** The data that pages carry in their HTML since 2023, read as the answers that its parts are. */
import { createWireError } from '../../../../shared/app-error.ts';
import { at, type Json, toObject, toText } from '../../../core/json.ts';
import type { PageKind, PageRead } from '../../../core/pages/page-read.ts';
import type { Asked } from '../documents/asked.ts';
import { matchUrl } from '../urls.ts';
import { createRefusal } from './negative.ts';
import { isBody, notHere, readBody } from './read-body.ts';

/** Reads the data of a page (`__DEFAULT_SCOPE__`): parts by name, of which one holds what the page shows. */
export function readScope(scope: Json, asked: Asked): PageRead {
  const parts = Object.entries(scope).flatMap(([name, value]) => {
    const part = toObject(value);
    return part && (isBody(part) || name.endsWith('-detail')) ? [part] : [];
  });
  const reads = parts.map((part) => readBody(part, asked));
  const shown = reads.find(({ items }) => items.length > 0) ?? reads.find(({ page }) => page !== 'unknown');
  return shown ?? readShell(scope, asked);
}

/** A page without what it shows: the address that it gives itself still tells what that is. */
function readShell(scope: Json, asked: Asked): PageRead {
  const read = readBody(scope, asked);
  if (read.items.length > 0) return read;
  const canonical = toText(at(scope, 'seo.abtest', 'canonical')) ?? '';
  const url = URL.canParse(canonical) ? new URL(canonical) : asked.url;
  const path = url?.pathname ?? '-';
  if (/^\/login\b/.test(path)) return { ...read, ...createRefusal('platform.login_required') };
  if (/^\/(foryou|explore|friends)?\/?$/.test(path)) return { ...read, page: 'home', error: null };
  const page: PageKind = (url && matchUrl(url)?.kind) ?? 'unknown';
  // Desktop pages of photo posts are like this: the post comes later, by a request of the page.
  const error = createWireError('platform.page_changed', notHere);
  return { ...read, page, error };
}

/** Reads the data of a page for phones (`api-data`): a post, and its first comments. */
export function readPhonePage(doc: Json, asked: Asked): PageRead {
  const post = readBody(toObject(doc.videoDetail) ?? {}, { ...asked, path: 'item/detail' });
  const list = toObject(doc.commentList) ?? {};
  const talk = readBody(list, { ...asked, path: 'comment/list' }, post.items[0]?.author?.id);
  const unknown = { ...talk.unknown };
  for (const [name, count] of Object.entries(post.unknown)) unknown[name] = (unknown[name] ?? 0) + count;
  for (const key of ['videoDetail', 'commentList']) if (!toObject(doc[key])) unknown[key] = 1;
  return { ...post, comments: talk.comments, continuation: talk.continuation, unknown };
}
