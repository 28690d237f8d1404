/** Pages of TikTok as documents: the one that is open, or another one fetched from inside of it. */
import { type Json, toObject } from '../../../core/json.ts';
import { fetchPage } from '../../../core/pages/fetch-page.ts';
import type { PageAccess, StoredPage } from '../../platform.ts';
import { readScript } from '../documents/html.ts';

/** A document with the data that it came with (`__DEFAULT_SCOPE__`); null where it has none. */
export interface PageDocument {
  stored: StoredPage;
  scope: Json | null;
}

/** Documents older than this are fetched anew: counts change, and addresses of media end. */
const freshMs = 10 * 60_000;

/** The document that is open. After navigation within the page its data are still those of its first address. */
export function readOpenDocument(page: PageAccess): PageDocument {
  return toDocument({ url: page.url().href, status: null, body: page.html() });
}

/** The open document, when what it shows is what `isWanted` looks for, else the one at `address`. Throws AppError. */
export async function readDocument(
  page: PageAccess,
  address: string,
  isWanted: (scope: Json) => boolean,
): Promise<PageDocument> {
  const open = readOpenDocument(page);
  const ageMs = page.nowMs() - (page.loadedAtMs?.() ?? page.nowMs());
  if (open.scope && ageMs < freshMs && isWanted(open.scope))
    return { ...open, stored: { ...open.stored, url: address } };
  return fetchDocument(page, address);
}

/** A page of the site as it is now. Throws AppError. */
export async function fetchDocument(page: PageAccess, address: string): Promise<PageDocument> {
  return toDocument(await fetchPage(page, address));
}

function toDocument(stored: StoredPage): PageDocument {
  const data = readScript(stored.body, '__UNIVERSAL_DATA_FOR_REHYDRATION__');
  return { stored, scope: toObject(data?.__DEFAULT_SCOPE__) };
}
