/** Pages of the site with what they come with: the one that is open, or another one asked for from inside of it. */
import { fromWire } from '../../../../shared/app-error.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import type { StoredPage } from '../../platform.ts';
import { collectDocuments } from '../documents/documents.ts';
import { createDrift } from '../documents/drift.ts';
import { type Preload, readPreloads } from '../documents/preloads.ts';
import { readRoute } from '../documents/route.ts';
import { type OpenedPage, openPage, readOpened } from '../read-page.ts';
import { askRoute, openSession } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { fetchDocument } from '../session/fetch-document.ts';
import { learnPreloads } from '../session/find-template.ts';
import { readSessionForm } from '../session/session-form.ts';
import { matchUrl } from '../urls.ts';

/** A page taken apart, for whom it was made, and what it asked the site for. */
export interface SitePage {
  url: URL;
  /** The address as the page itself knows it. */
  routeUrl: URL | null;
  status: number | null;
  opened: OpenedPage;
  preloads: Preload[];
  /** Null is nobody. */
  personaId: string | null;
}

/** Documents older than this are asked for anew: posts were added, counts have changed, addresses of media end. */
const freshMs = 10 * 60_000;

/** The page at an address. Throws AppError; what the page itself refuses is for its reader to say. */
export async function openSitePage(desk: Desk, address: string): Promise<SitePage> {
  const open = findOpenPage(desk, address);
  if (open) return open;
  const { pathname, search } = new URL(address);
  const stored = await askRoute(desk, pathname + search);
  const asked = toSitePage(stored, (await openSession(desk)).personaId);
  learnPreloads(desk, asked.preloads);
  return asked;
}

/** Where the site leads from an address. Throws AppError. */
export async function followLink({ page }: Desk, address: string): Promise<string> {
  return (await fetchDocument(page, address)).url;
}

/** The page that is open, when it is that at an address. After navigation within it, its document is still that of its first. */
export function findOpenPage(desk: Desk, address: string, maxAgeMs = freshMs): SitePage | null {
  const { page } = desk;
  const ageMs = page.nowMs() - (page.loadedAtMs?.() ?? page.nowMs());
  const url = page.url();
  if (ageMs > maxAgeMs || !isSamePage(url, new URL(address))) return null;
  const body = page.html();
  const site = toSitePage({ url: url.href, status: null, body }, readSessionForm(body)?.personaId ?? null);
  if (site.preloads.length === 0 || !isSamePage(site.routeUrl ?? url, url)) return null;
  learnPreloads(desk, site.preloads);
  return site;
}

/** True when two addresses are of one page of the site. */
export function isSamePage(a: URL, b: URL): boolean {
  const [first, second] = [matchUrl(a), matchUrl(b)];
  return first !== null && first.url === second?.url;
}

function toSitePage(stored: StoredPage, personaId: string | null): SitePage {
  const opened = openPage(stored.body);
  const { route } = collectDocuments(opened.values, createDrift());
  return {
    url: new URL(stored.url ?? ''),
    routeUrl: readRoute(route)?.url ?? null,
    status: stored.status,
    opened,
    preloads: readPreloads(opened.values),
    personaId,
  };
}

/** What is on the page. Throws AppError with its refusal. */
export function readSitePage({ opened, url, status }: SitePage): PageRead {
  const read = readOpened(opened, { url, status });
  if (read.error && read.error.code !== 'net.failed') throw fromWire(read.error);
  return read;
}
