import { AppError } from '../../../../shared/app-error.ts';
import type { SourceRef } from '../../../../shared/model/source.ts';
import { at, type Json, toText } from '../../../core/json.ts';
import { readTabKind, readTabs } from '../documents/facts.ts';
import { type BrowseRequest, toBody, toBrowseRequest } from '../session/browse-request.ts';
import type { Desk } from '../session/desk.ts';
import { isChannelId, toChannelUrl } from '../urls.ts';
import { readEmbedded } from './embedded.ts';

/** The first page of a list: what the document was loaded with, else asked for. Null when a channel has no such tab. */
export async function readFirstPage(desk: Desk, ref: SourceRef): Promise<Json | null> {
  const request = toBrowseRequest(ref);
  if (!request) throw new AppError('input.invalid', 'A single video is no list.');
  const kept = takeKept(desk, request);
  const doc = kept ?? readEmbedded(desk.page, request) ?? (await desk.tube.call('browse', toBody(request)));
  return request.kind.startsWith('channel_') ? openTab(desk, doc, request) : doc;
}

function takeKept(desk: Desk, request: BrowseRequest): Json | null {
  const { kept } = desk;
  if (kept?.browseId !== request.browseId || kept.kind !== request.kind) return null;
  desk.kept = null;
  return kept.doc;
}

/**
 * A channel without a tab answers with another one. When the tab is there under other parameters, the page's own way
 * to it is taken.
 */
async function openTab(desk: Desk, doc: Json, request: BrowseRequest): Promise<Json | null> {
  const tabs = readTabs(doc);
  const selected = tabs.find((tab) => tab.selected === true);
  const paths = tabs.some((tab) => readTabKind(tab) !== null);
  if (!paths || (selected && readTabKind(selected) === request.kind)) return doc;
  const tab = tabs.find((entry) => readTabKind(entry) === request.kind);
  const params = toText(at(tab, 'endpoint', 'browseEndpoint', 'params'));
  if (params === null || params === request.params) return null;
  return desk.tube.call('browse', { browseId: request.browseId, params });
}

/** The channel id behind a handle or an old-style name; asks the platform when the id is not there already. */
export async function readChannelId(desk: Desk, id: string): Promise<string> {
  let url = toChannelUrl(id);
  for (let hop = 0; !isChannelId(id) && hop < 3; hop += 1) {
    const { endpoint } = await desk.tube.call('navigation/resolve_url', { url });
    const found = toText(at(endpoint, 'browseEndpoint', 'browseId'));
    if (found !== null && isChannelId(found)) return found;
    // Old names lead to an address instead.
    const next = toText(at(endpoint, 'urlEndpoint', 'url'));
    if (!next || !URL.canParse(next) || new URL(next).hostname !== 'www.youtube.com')
      throw new AppError('platform.not_found');
    url = next;
  }
  if (!isChannelId(id)) throw new AppError('platform.not_found');
  return id;
}
