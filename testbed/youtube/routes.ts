import type { Channel } from './catalog/model.ts';
import type { World } from './catalog/world.ts';
import type { ChannelTab } from './shapes/channel-tabs.ts';

/** What an address stands for. */
export type Route =
  | { page: 'channel'; channel: Channel; tab: ChannelTab; vanity: boolean }
  | { page: 'removed_channel'; channelId: string }
  | { page: 'playlist'; listId: string }
  | { page: 'watch'; videoId: string; listId?: string }
  | { page: 'short'; videoId: string }
  | { page: 'feed'; browseId: string }
  | { page: 'search'; query: string }
  | { page: 'missing' };

const feeds: Record<string, string> = {
  '/': 'FEwhat_to_watch',
  '/feed/history': 'FEhistory',
  '/feed/channels': 'FEchannels',
  '/feed/library': 'FElibrary',
  '/feed/you': 'FElibrary',
  '/feed/playlists': 'FEplaylist_aggregation',
  '/feed/subscriptions': 'FEsubscriptions',
  '/feed/trending': 'FEtrending',
};

const tabNames: Record<string, ChannelTab> = {
  featured: 'featured',
  videos: 'videos',
  shorts: 'shorts',
  streams: 'streams',
  live: 'streams',
  playlists: 'playlists',
  releases: 'releases',
  posts: 'posts',
};

/** Reads an address of www.youtube.com. */
export function parseRoute(world: World, url: URL): Route {
  const path = decodeURIComponent(url.pathname).replace(/(.)\/$/, '$1');
  const feed = feeds[path];
  if (feed !== undefined) return { page: 'feed', browseId: feed };
  const listId = url.searchParams.get('list') ?? undefined;
  if (path === '/watch')
    return { page: 'watch', videoId: url.searchParams.get('v') ?? '', ...(listId && { listId }) };
  if (path === '/playlist' && listId !== undefined) return { page: 'playlist', listId };
  if (path === '/results') return { page: 'search', query: url.searchParams.get('search_query') ?? '' };
  const short = /^\/shorts\/([\w-]{11})$/.exec(path);
  if (short) return { page: 'short', videoId: short[1] ?? '' };
  return parseChannelRoute(world, path);
}

/** `/@handle`, `/channel/UC…`, `/c/name`, `/user/name`, each with or without a tab. */
function parseChannelRoute(world: World, path: string): Route {
  const match = /^\/(?:(channel|c|user)\/)?([^/]+)(?:\/([^/]+))?$/.exec(path);
  const [, kind, name = '', tabName = 'featured'] = match ?? [];
  const tab = tabNames[tabName];
  if (!match || tab === undefined) return { page: 'missing' };
  if (kind === 'channel' && name === world.removedChannelId)
    return { page: 'removed_channel', channelId: name };
  const channel = kind === 'channel' ? world.channels.get(name) : findByName(world, kind ? `@${name}` : name);
  return channel ? { page: 'channel', channel, tab, vanity: kind !== 'channel' } : { page: 'missing' };
}

function findByName(world: World, handle: string): Channel | undefined {
  return [...world.channels.values()].find(
    (channel) => channel.handle.toLowerCase() === handle.toLowerCase(),
  );
}
