/** What a response says about itself: whose list it is, and who was asking. */
import type { SourceKind } from '../../../../shared/model/source.ts';
import { at, type Json, toArray, toLoose, toObject, toText } from '../../../core/json.ts';
import { matchUrl } from '../urls.ts';

export interface Facts {
  /** `UC…`, `VL…` or `FE…`, as the server understood the request. */
  browseId: string | null;
  /** Such as `channel.videos`; on continuations it often says `channel.featured` whatever the tab. */
  route: string | null;
  /** Whether the account that asked owns what is shown. */
  own: boolean | null;
  loggedOut: boolean | null;
}

/** Reads `responseContext`; every fact may be missing. */
export function readFacts(doc: unknown): Facts {
  const context = at(doc, 'responseContext');
  const facts: Facts = { browseId: null, route: null, own: null, loggedOut: null };
  for (const service of toArray(at(context, 'serviceTrackingParams'))) {
    for (const value of toArray(toLoose(service)?.params))
      putFact(facts, toText(toLoose(value)?.key), toText(toLoose(value)?.value));
  }
  const stated = at(context, 'mainAppWebResponseContext', 'loggedOut');
  if (typeof stated === 'boolean') facts.loggedOut = stated;
  return facts;
}

function putFact(facts: Facts, key: string | null, value: string | null): void {
  if (!value) return;
  if (key === 'browse_id') facts.browseId ??= value;
  else if (key === 'route') facts.route ??= value;
  else if (key === 'is_owner') facts.own ??= value === 'true' || value === '1';
  else if (key === 'logged_in') facts.loggedOut ??= value === '0' || value === 'false';
}

/** The kind of list that the selected tab shows; null when the page has no tabs that lead somewhere. */
export function readSelectedKind(doc: unknown): SourceKind | null {
  const tab = readTabs(doc).find((entry) => entry.selected === true);
  return tab ? readTabKind(tab) : null;
}

/** The kind of list behind a tab, from the address it leads to; tabs of no kind of their own belong to `channel`. */
export function readTabKind(tab: Json): SourceKind | null {
  const path = toText(at(tab, 'endpoint', 'commandMetadata', 'webCommandMetadata', 'url'));
  if (!path?.startsWith('/') || !URL.canParse(path, 'https://www.youtube.com')) return null;
  return matchUrl(new URL(path, 'https://www.youtube.com'))?.kind ?? null;
}

/** The tabs of a channel page, in the order shown. */
export function readTabs(doc: unknown): Json[] {
  const tabs: Json[] = [];
  for (const entry of toArray(at(doc, 'contents', 'twoColumnBrowseResultsRenderer', 'tabs'))) {
    const tab = toObject(at(entry, 'tabRenderer')) ?? toObject(at(entry, 'expandableTabRenderer'));
    if (tab) tabs.push(tab);
  }
  return tabs;
}
