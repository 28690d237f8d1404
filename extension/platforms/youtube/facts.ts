/** What a response says about itself: whose list it is, and who was asking. */
import { at, type Json, toArray, toObject, toText } from './json.ts';

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
    for (const value of toArray(at(service, 'params')))
      putFact(facts, toText(at(value, 'key')), toText(at(value, 'value')));
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

/** The path words of the tab that is shown, such as `["@name", "videos"]`; empty when the page has no tabs. */
export function readTabPath(doc: unknown): string[] {
  const tab = readTabs(doc).find((entry) => entry.selected === true);
  return (
    toText(at(tab, 'endpoint', 'commandMetadata', 'webCommandMetadata', 'url'))
      ?.split(/[/?]/)
      .filter(Boolean) ?? []
  );
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
