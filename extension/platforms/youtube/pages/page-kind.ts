/** Which page a response belongs to, from what it says about itself. */
import type { SourceKind } from '../../../../shared/model/source.ts';
import { at, toArray } from '../../../core/json.ts';
import type { PageKind } from '../../../core/pages/page-read.ts';
import { type Facts, readSelectedKind } from '../documents/facts.ts';
import { readTokenTab } from '../documents/token.ts';
import { matchUrl } from '../urls.ts';

/** What is known beside the response itself. */
export interface Asked {
  url: URL | null;
  /** Of the request that brought it: `browseId`, or the token that was sent. */
  browseId: string | null;
  token: string | null;
}

const browseKinds: Record<string, PageKind> = {
  VLLL: 'liked',
  VLWL: 'watch_later',
  FEhistory: 'history',
  FEchannels: 'subscriptions',
  FEtrending: 'charts',
  FEmusic_analytics_charts_home: 'charts',
  FEwhat_to_watch: 'home',
  // What took the place of Trending: gaming, and the destination page for streams.
  UCOpNcN46UbXVtpKMrmU4Abg: 'charts',
  UC4R8DWoMoI7CAwX8_LjQHig: 'home',
};

const routeKinds: Record<string, SourceKind> = {
  'channel.videos': 'channel_videos',
  'channel.shorts': 'channel_shorts',
  'channel.streams': 'channel_live',
  'channel.live': 'channel_live',
  'channel.playlists': 'channel_playlists',
  'channel.podcasts': 'channel_playlists',
  'channel.releases': 'channel_releases',
};

/** The kind of a page that shows a list; `unknown` when nothing tells. */
export function readPageKind(doc: unknown, facts: Facts, asked: Asked): PageKind {
  const browseId = facts.browseId ?? asked.browseId;
  const known = browseKinds[browseId ?? ''];
  if (known) return known;
  if (browseId?.startsWith('VL')) return 'playlist';
  if (browseId?.startsWith('UC')) return readChannelKind(doc, facts, asked);
  if (
    at(doc, 'contents', 'twoColumnSearchResultsRenderer') !== undefined ||
    at(doc, 'estimatedResults') !== undefined
  )
    return 'search';
  if (at(doc, 'contents', 'twoColumnWatchNextResults') !== undefined) return 'video';
  if (isPlaylistDoc(doc)) return 'playlist';
  if (at(doc, 'metadata', 'channelMetadataRenderer') !== undefined) return readChannelKind(doc, facts, asked);
  if (
    at(doc, 'contents', 'sectionListRenderer', 'contents', 0, 'musicAnalyticsSectionRenderer') !== undefined
  )
    return 'charts';
  return readUrlKind(asked.url);
}

function isPlaylistDoc(doc: unknown): boolean {
  return (
    at(doc, 'header', 'playlistHeaderRenderer') !== undefined ||
    at(doc, 'sidebar', 'playlistSidebarRenderer') !== undefined ||
    at(doc, 'metadata', 'playlistMetadataRenderer') !== undefined
  );
}

function readUrlKind(url: URL | null): PageKind {
  if (!url) return 'unknown';
  if (url.pathname.startsWith('/results')) return 'search';
  if (url.pathname.startsWith('/embed/')) return 'embed';
  if (url.pathname === '/') return 'home';
  return matchUrl(url)?.kind ?? 'unknown';
}

function readChannelKind(doc: unknown, facts: Facts, asked: Asked): PageKind {
  const selected = readSelectedKind(doc);
  if (selected) return selected;
  const byRoute = routeKinds[facts.route ?? ''];
  if (byRoute) return byRoute;
  return readTokenTab(asked.token) ?? readContentKind(doc) ?? 'channel';
}

/** The entries of a continuation tell videos from shorts from lists; past streams look like videos. */
function readContentKind(doc: unknown): SourceKind | null {
  const action = toArray(at(doc, 'onResponseReceivedActions'))[0];
  const items = at(action, 'appendContinuationItemsAction', 'continuationItems');
  const first = toArray(items)[0];
  const inRich = at(first, 'richItemRenderer', 'content');
  if (at(inRich, 'shortsLockupViewModel') !== undefined) return 'channel_shorts';
  if (at(inRich, 'playlistRenderer') !== undefined) return 'channel_releases';
  if (inRich !== undefined) return 'channel_videos';
  return at(first, 'lockupViewModel') !== undefined || at(first, 'gridPlaylistRenderer') !== undefined
    ? 'channel_playlists'
    : null;
}
