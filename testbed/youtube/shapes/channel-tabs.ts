import type { Channel } from '../catalog/model.ts';
import { toBrowseCommand } from './endpoints.ts';
import type { Json, PageContext } from './page-context.ts';

export type ChannelTab =
  | 'featured'
  | 'videos'
  | 'shorts'
  | 'streams'
  | 'releases'
  | 'playlists'
  | 'posts'
  | 'search';

/** The tabs of a channel with the parameters that ask for them. */
const channelTabs: readonly { tab: ChannelTab; title: string; params: string }[] = [
  { tab: 'featured', title: 'Home', params: 'EghmZWF0dXJlZPIGBAoCMgA%3D' },
  { tab: 'videos', title: 'Videos', params: 'EgZ2aWRlb3PyBgQKAjoA' },
  { tab: 'shorts', title: 'Shorts', params: 'EgZzaG9ydHPyBgUKA5oBAA%3D%3D' },
  { tab: 'streams', title: 'Live', params: 'EgdzdHJlYW1z8gYECgJ6AA%3D%3D' },
  { tab: 'releases', title: 'Releases', params: 'EghyZWxlYXNlc_IGBQoDsgEA' },
  { tab: 'playlists', title: 'Playlists', params: 'EglwbGF5bGlzdHPyBgQKAkIA' },
  { tab: 'posts', title: 'Posts', params: 'EgVwb3N0c_IGBAoCSgA%3D' },
  { tab: 'search', title: 'Search', params: 'EgZzZWFyY2jyBgQKAloA' },
];

/** The parameters are a small protobuf whose second field is the tab's name. */
export function parseTabParams(params: string): ChannelTab | null {
  const bytes = Buffer.from(decodeURIComponent(params), 'base64');
  if (bytes[0] !== 0x12) return null;
  const name = bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString('latin1');
  return name === '' ? 'featured' : (channelTabs.find(({ tab }) => tab === name)?.tab ?? null);
}

export function findTabParams(tab: ChannelTab): string {
  return channelTabs.find((each) => each.tab === tab)?.params ?? '';
}

/** All tabs that have something, with the content in the selected one. */
export function toTabs(
  context: PageContext,
  channel: Channel,
  selected: { tab: ChannelTab; content: Json },
): Json[] {
  const shown = channelTabs.filter(({ tab }) => tab === selected.tab || hasTab(context, channel, tab));
  return shown.map(({ tab, title, params }) => {
    const url = `/${channel.handle}/${tab}`;
    const endpoint = toBrowseCommand(
      context,
      { url, type: 'CHANNEL', rootVe: 3611 },
      {
        browseId: channel.id,
        params,
        canonicalBaseUrl: `/${channel.handle}`,
      },
    );
    if (tab === 'search') return { expandableTabRenderer: { endpoint, title, selected: false } };
    const isSelected = tab === selected.tab;
    const content = isSelected ? { selected: true, content: selected.content } : {};
    return { tabRenderer: { endpoint, title, ...content, trackingParams: context.track() } };
  });
}

/** A channel shows a tab only if something is in it. */
function hasTab(context: PageContext, channel: Channel, tab: ChannelTab): boolean {
  const isOwner = channel === context.world.owner;
  switch (tab) {
    case 'videos':
      return hasPublic(context, channel, 'video');
    case 'shorts':
      return hasPublic(context, channel, 'short');
    case 'streams':
      return hasPublic(context, channel, 'live');
    case 'releases':
      return isOwner && context.world.ownReleaseIds.length > 0;
    case 'playlists':
      return isOwner && context.world.ownPlaylistIds.length > 0;
    case 'posts':
      return false;
    default:
      return true;
  }
}

function hasPublic(context: PageContext, channel: Channel, kind: 'video' | 'short' | 'live'): boolean {
  return context.world.listVideos(channel, kind).some(({ privacy }) => privacy === 'public');
}
