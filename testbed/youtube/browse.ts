import { type ApiAnswer, badRequest, ok, readText } from './api-answer.ts';
import type { Playlist } from './catalog/model.ts';
import { toChannelPage, toRemovedChannelPage } from './shapes/channel-page.ts';
import { parseTabParams } from './shapes/channel-tabs.ts';
import {
  toHistoryPage,
  toLibraryPage,
  toPlaylistsFeed,
  toSignInPromo,
  toSubscriptionsPage,
  toVideoFeed,
} from './shapes/feeds.ts';
import { isOwnerViewing, type Json, type PageContext } from './shapes/page-context.ts';
import { isListVisible, toMissingPlaylistPage, toPlaylistPage } from './shapes/playlist-page.ts';

/** Answers `browse` for an id: a channel, `VL` and a list, or a feed. */
export function answerBrowse(context: PageContext, body: Json): ApiAnswer {
  const browseId = readText(body, 'browseId');
  const params = readText(body, 'params');
  if (browseId.startsWith('VL')) return ok(answerPlaylist(context, browseId.slice(2), params));
  if (browseId.startsWith('FE')) return answerFeed(context, browseId, true);
  if (browseId === context.world.removedChannelId) return ok(toRemovedChannelPage(context, browseId));
  const channel = context.world.channels.get(browseId);
  const tab = params === '' ? 'featured' : parseTabParams(params);
  return channel && tab ? ok(toChannelPage(context, channel, tab)) : badRequest();
}

/** `wgYCCAA=` asks for places whose videos are gone as well. */
export function answerPlaylist(context: PageContext, listId: string, params: string): Json {
  const list = findList(context, listId);
  if (list === null) return toMissingPlaylistPage(context, 'The playlist does not exist.');
  const showUnavailable = decodeURIComponent(params) === 'wgYCCAA=';
  return toPlaylistPage(context, list, { showUnavailable });
}

/** LL and WL are the asker's own; only the owner of the channel has any here. */
function findList(context: PageContext, listId: string): Playlist | null {
  const list = context.world.playlists.get(listId);
  const isPersonal = listId === 'LL' || listId === 'WL';
  if (!list || !isListVisible(context, list) || (isPersonal && !isOwnerViewing(context))) return null;
  return list;
}

/** @param isApi true for a call, false for a page: some feeds answer them differently */
export function answerFeed(context: PageContext, browseId: string, isApi: boolean): ApiAnswer {
  if (browseId === 'FEwhat_to_watch') return ok(toVideoFeed(context, browseId));
  const personal = personalFeeds[browseId];
  if (personal === undefined) return badRequest();
  return ok(isOwnerViewing(context) ? personal(context, isApi) : toSignInPromo(context, browseId));
}

const personalFeeds: Record<string, (context: PageContext, isApi: boolean) => Json> = {
  FEhistory: toHistoryPage,
  FEchannels: toSubscriptionsPage,
  FElibrary: toLibraryPage,
  FEplaylist_aggregation: toPlaylistsFeed,
  FEsubscriptions: (context) => toVideoFeed(context, 'FEsubscriptions'),
};
