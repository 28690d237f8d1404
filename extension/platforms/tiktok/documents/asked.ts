import type { StoredPage } from '../../platform.ts';

/** What is known of a page beside its body: the address that brought it. */
export interface Asked {
  url: URL | null;
  /** `post/item_list`, for an answer of the site's interface; null for pages, and where the address is not known. */
  path: string | null;
  query: URLSearchParams;
  status: number | null;
}

/** Never throws; an address that is none is not known. */
export function toAsked({ url: address, status }: Pick<StoredPage, 'url' | 'status'>): Asked {
  const url = address !== null && URL.canParse(address) ? new URL(address) : null;
  const path = /^\/api\/([\w/-]+?)\/?$/.exec(url?.pathname ?? '')?.[1] ?? null;
  return { url, path, query: url?.searchParams ?? new URLSearchParams(), status };
}
