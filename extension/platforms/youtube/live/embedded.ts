import { at, type Json, toArray } from '../../../core/json.ts';
import type { PageAccess } from '../../platform.ts';
import { readFacts, readSelectedKind } from '../documents/facts.ts';
import { readAssigned } from '../documents/html.ts';
import type { BrowseRequest } from '../session/browse-request.ts';
import { matchUrl } from '../urls.ts';

/**
 * The data a page was loaded with, if it is the list that is wanted. SPA navigation leaves the data of the first page
 * in place, so what the data says about itself counts, and the address must agree with it. A page that has been open
 * for long may not know the newest videos.
 */
export function readEmbedded(page: PageAccess, wanted: BrowseRequest): Json | null {
  if (page.loadedAtMs && page.nowMs() - page.loadedAtMs() > freshMs) return null;
  const here = matchUrl(page.url());
  if (here?.kind !== wanted.kind) return null;
  const doc = readAssigned(page.html(), 'ytInitialData');
  if (!doc || readFacts(doc).browseId !== wanted.browseId) return null;
  if (hidesEntries(doc)) return null;
  const selected = readSelectedKind(doc);
  return selected === null || selected === wanted.kind ? doc : null;
}

const freshMs = 5 * 60_000;

/** A playlist page leaves out what is gone, and says so in a note; the whole list has to be asked for. */
function hidesEntries(doc: Json): boolean {
  return toArray(doc.alerts).some((alert) => at(alert, 'alertWithButtonRenderer') !== undefined);
}
