/** A stored page of TikTok: HTML of any generation, or an answer of the site's interface. */
import { createWireError } from '../../../shared/app-error.ts';
import { type Json, toObject } from '../../core/json.ts';
import { createEmptyRead } from '../../core/pages/empty-read.ts';
import type { PageRead } from '../../core/pages/page-read.ts';
import type { PageRefusal } from '../../core/pages/page-refusal.ts';
import type { StoredPage } from '../platform.ts';
import { type Asked, toAsked } from './documents/asked.ts';
import { isHtml, readScript } from './documents/html.ts';
import { fromOldPage, isOldPage } from './documents/old-page.ts';
import { isPost } from './items/item.ts';
import { readPhonePage, readScope } from './pages/embedded.ts';
import { createRefusal, readHtmlRefusal, toEmptyRefusal, toStatusRefusal } from './pages/negative.ts';
import { readBody } from './pages/read-body.ts';

/** Reads a stored page. What cannot be read is a page of kind `unknown` with an error; it never throws. */
export function readPage(page: StoredPage): PageRead {
  const asked = toAsked(page);
  const read = isHtml(page.body) ? readHtml(page.body, asked) : readJson(page.body, asked);
  const isEmpty = read.items.length === 0 && read.comments.length === 0;
  const isPlain = read.error === null || /^(platform\.page_changed|input\.unreadable)$/.test(read.error.code);
  // An answer that brings nothing and gives no reason: its status is the reason.
  const refusal = isEmpty && isPlain ? toStatusRefusal(asked.status) : null;
  return refusal ? { ...read, ...refusal } : read;
}

/** Phone pages and old ones have the newer script too, without what they show in it. */
const scripts = ['api-data', 'SIGI_STATE', '__UNIVERSAL_DATA_FOR_REHYDRATION__'];

function readHtml(html: string, asked: Asked): PageRead {
  const reads = scripts.flatMap((id) => {
    const doc = readScript(html, id);
    return doc ? [readDoc(doc, asked)] : [];
  });
  const [best] = reads.toSorted((a, b) => toWorth(b) - toWorth(a));
  return best ?? toRefused(readHtmlRefusal(html, asked));
}

/** What a page shows goes before why it does not, and that before nothing at all. */
function toWorth({ items, error, page }: PageRead): number {
  if (items.length > 0) return 3;
  if (error && error.code !== 'platform.page_changed') return 2;
  return page === 'unknown' ? 0 : 1;
}

function readJson(body: string, asked: Asked): PageRead {
  if (body.trim() === '') return toRefused(toEmptyRefusal(asked));
  return readDoc(parse(body), asked);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON, and then not of TikTok.
    return null;
  }
}

/** Reads parsed data of a page, or a parsed answer. */
export function readDoc(value: unknown, asked: Asked): PageRead {
  const doc = toDoc(value);
  if (!doc) return toRefused(createRefusal('input.unreadable', 'This is neither HTML nor a JSON object.'));
  const scope = toObject(doc.__DEFAULT_SCOPE__);
  if (scope) return readScope(scope, asked);
  if (toObject(doc.videoDetail) || toObject(doc.commentList)) return readPhonePage(doc, asked);
  if (isOldPage(doc)) return readBody(fromOldPage(doc), asked);
  const read = readBody(doc, asked);
  if (read.page !== 'unknown' || read.items.length > 0 || read.error) return read;
  return { ...read, error: createWireError('platform.page_changed') };
}

/** A list of posts alone, as some tools store it, and a post alone are read like the answers they were cut from. */
function toDoc(value: unknown): Json | null {
  if (Array.isArray(value)) return value.some(isPost) ? { itemList: value, hasMore: false } : null;
  const doc = toObject(value);
  return isPost(doc) ? { itemInfo: { itemStruct: doc } } : doc;
}

function toRefused({ page, error }: PageRefusal): PageRead {
  return { ...createEmptyRead(page), error };
}
