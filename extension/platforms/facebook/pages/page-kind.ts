/** Which page it is, from what was found on it, and where that does not tell from its address. */
import type { PageKind } from '../../../core/pages/page-read.ts';
import { matchUrl } from '../urls.ts';
import type { FoundList, Walk } from './walk.ts';

/** The list that a page is: the one its address names, else the longest. Comments are the page only by themselves. */
export function findMainList({ lists, roots }: Walk, addresses: readonly (URL | null)[]): FoundList | null {
  const named = addresses.map(toAddressKind);
  const own = lists.filter(({ page }) => page !== 'comments');
  const candidates = own.length > 0 || roots.length > 0 ? own : lists;
  return (
    candidates.find(({ page }) => named.includes(page)) ??
    candidates.toSorted((a, b) => b.size - a.size)[0] ??
    null
  );
}

/** The kind of a page; `unknown` when nothing tells. */
export function readPageKind(walk: Walk, addresses: readonly (URL | null)[]): PageKind {
  const list = findMainList(walk, addresses);
  const [root] = walk.roots;
  // A post's page has nothing beside it; a list with entries makes the page its own.
  if (root && root !== 'post' && root !== 'profile') return root;
  if (list && list.page !== 'unknown' && (list.size > 0 || !root)) return list.page;
  if (root) return root;
  return addresses.map(toAddressKind).find((kind) => kind !== null) ?? 'unknown';
}

function toAddressKind(url: URL | null): PageKind | null {
  if (!url) return null;
  if (url.pathname.startsWith('/search')) return 'search';
  if (url.pathname === '/' && url.hostname.endsWith('facebook.com')) return 'home';
  return matchUrl(url)?.kind ?? null;
}
