import type { Channel, Playlist, Video } from '../catalog/model.ts';
import { toChannelHeader, toChannelMetadata, toChannelMicroformat } from './channel-header.ts';
import { type ChannelTab, toTabs } from './channel-tabs.ts';
import { toAppend, toContinuationCommand, toContinuationItem, toReload } from './continuations.ts';
import { toBrowseCommand } from './endpoints.ts';
import { toErrorAlert, toResponseContext, toTopbar } from './envelope.ts';
import { toPlaylistLockup, toVideoLockup } from './lockup.ts';
import { isNewShape, isOwnerViewing, issueToken, type Json, type PageContext } from './page-context.ts';
import { toGridVideoRenderer, toPlaylistRenderer, toVideoRenderer } from './renderers.ts';
import { toShortsLockup } from './shorts-lockup.ts';

/** How many items a page of each tab holds, as on the real site. */
const pageSizes: Partial<Record<ChannelTab, number>> = {
  videos: 30,
  streams: 30,
  shorts: 48,
  releases: 30,
  playlists: 30,
};
const videoKinds: Partial<Record<ChannelTab, Video['kind']>> = {
  videos: 'video',
  streams: 'live',
  shorts: 'short',
};
const gridStyles: Partial<Record<ChannelTab, string>> = { shorts: 'RICH_GRID_STYLE_SHORTS_GRID' };

export type SortOrder = 'latest' | 'popular' | 'oldest';

/** The whole answer to a channel page. */
export function toChannelPage(context: PageContext, channel: Channel, tab: ChannelTab): Json {
  const own = isOwnerViewing(context) && channel === context.world.owner;
  return {
    responseContext: toResponseContext(context, {
      route: `channel.${tab}`,
      is_owner: String(own),
      browse_id: channel.id,
    }),
    contents: {
      twoColumnBrowseResultsRenderer: {
        tabs: toTabs(context, channel, { tab, content: toTabContent(context, channel, tab) }),
      },
    },
    header: toChannelHeader(context, channel),
    metadata: toChannelMetadata(channel),
    trackingParams: context.track(),
    topbar: toTopbar(context, `/${channel.handle}/${tab}`),
    microformat: toChannelMicroformat(channel),
  };
}

/** What a channel answers that was removed. */
export function toRemovedChannelPage(context: PageContext, channelId: string): Json {
  const text = 'This channel was removed because it violated our Community Guidelines.';
  return {
    responseContext: toResponseContext(context, { browse_id: channelId }),
    header: {
      c4TabbedHeaderRenderer: { channelId, avatar: { thumbnails: [] }, trackingParams: context.track() },
    },
    alerts: [toErrorAlert(text)],
    trackingParams: context.track(),
    topbar: toTopbar(context, `/channel/${channelId}`),
  };
}

/** A further page of a tab, or the first page again in another order. */
export function toTabContinuation(
  context: PageContext,
  channel: Channel,
  place: { tab: ChannelTab; offset: number; sort: SortOrder; reload: boolean },
): Json {
  const items = toTabItems(context, channel, place);
  const targetId = toTargetId(channel, place.tab);
  return {
    responseContext: toResponseContext(context, { route: 'channel.featured', browse_id: channel.id }),
    trackingParams: context.track(),
    onResponseReceivedActions: [
      place.reload ? toReload(context, { id: targetId }, items) : toAppend(context, targetId, items),
    ],
  };
}

function toTabContent(context: PageContext, channel: Channel, tab: ChannelTab): Json {
  if (tab === 'featured' || tab === 'search') return toHome(context, channel);
  const items = toTabItems(context, channel, { tab, offset: 0, sort: 'latest' });
  if (items.length === 0) return toEmptyTab(context);
  if (tab === 'playlists') return toPlaylistsContent(context, channel, items);
  const header = videoKinds[tab] ? { header: toChipBar(context, channel, tab) } : {};
  const style = gridStyles[tab] ?? 'RICH_GRID_STYLE_SLIM';
  return {
    richGridRenderer: {
      contents: items,
      trackingParams: context.track(),
      ...header,
      targetId: toTargetId(channel, tab),
      style,
    },
  };
}

interface TabPlace {
  tab: ChannelTab;
  offset: number;
  sort: SortOrder;
}

/** One page of items, the continuation last if there is more. */
function toTabItems(context: PageContext, channel: Channel, { tab, offset, sort }: TabPlace): Json[] {
  const size = pageSizes[tab] ?? 30;
  const all = listTab(context, channel, { tab, sort });
  const page = all.slice(offset, offset + size);
  const isNew = isNewShape(context, `${channel.id}/${tab}`, offset / size);
  const items = page.map((item, place) => toTabItem(context, tab, { item, isNew, index: offset + place }));
  if (offset + size >= all.length) return items;
  const extra = `${tab}:${sort}`;
  const token = issueToken(context, { kind: 'tab', list: channel.id, offset: offset + size, extra });
  return [...items, toContinuationItem(context, token)];
}

function listTab(
  context: PageContext,
  channel: Channel,
  { tab, sort }: Pick<TabPlace, 'tab' | 'sort'>,
): readonly (Video | Playlist)[] {
  const kind = videoKinds[tab];
  if (kind === undefined) return listPlaylists(context, channel, tab);
  const videos = context.world.listVideos(channel, kind).filter(({ privacy }) => privacy === 'public');
  if (sort === 'popular') return videos.toSorted((one, other) => other.views - one.views);
  return sort === 'oldest' ? videos.toReversed() : videos;
}

/** The playlists tab shows the public ones; the owner sees all. */
function listPlaylists(context: PageContext, channel: Channel, tab: ChannelTab): Playlist[] {
  if (channel !== context.world.owner) return [];
  const ids = tab === 'releases' ? context.world.ownReleaseIds : context.world.ownPlaylistIds;
  const lists = ids.flatMap((id) => context.world.playlists.get(id) ?? []);
  return lists.filter(({ privacy }) => privacy === 'public' || isOwnerViewing(context));
}

function toTabItem(
  context: PageContext,
  tab: ChannelTab,
  { item, isNew, index }: { item: Video | Playlist; isNew: boolean; index: number },
): Json {
  if ('entries' in item) {
    return tab === 'playlists'
      ? toPlaylistLockup(context, item)
      : toRichItem(context, toPlaylistRenderer(context, item));
  }
  if (tab === 'shorts') return toRichItem(context, toShortsLockup(context, item, index));
  return toRichItem(context, isNew ? toVideoLockup(context, item) : toVideoRenderer(context, item));
}

function toRichItem(context: PageContext, content: Json): Json {
  return { richItemRenderer: { content, trackingParams: context.track() } };
}

/** The sort buttons; each holds a token of its own, which is not the list's continuation. */
function toChipBar(context: PageContext, channel: Channel, tab: ChannelTab): Json {
  const orders: [string, SortOrder][] = [
    ['Latest', 'latest'],
    ['Popular', 'popular'],
    ['Oldest', 'oldest'],
  ];
  const chips = orders.map(([text, sort]) => {
    const token = issueToken(context, { kind: 'sort', list: channel.id, offset: 0, extra: `${tab}:${sort}` });
    const command = toContinuationCommand(context, token);
    return { text, selected: sort === 'latest', command };
  });
  if (isNewShape(context, `${channel.id}/${tab}`, 0)) {
    return {
      chipBarViewModel: {
        chips: chips.map(({ text, selected, command }) => ({
          chipViewModel: {
            text,
            selected,
            displayType: 'CHIP_VIEW_MODEL_DISPLAY_TYPE_UNSPECIFIED',
            tapCommand: { innertubeCommand: command },
            accessibilityLabel: text,
          },
        })),
      },
    };
  }
  return {
    feedFilterChipBarRenderer: {
      contents: chips.map(({ text, selected, command }) => ({
        chipCloudChipRenderer: {
          text: { simpleText: text },
          navigationEndpoint: command,
          trackingParams: context.track(),
          isSelected: selected,
        },
      })),
      trackingParams: context.track(),
      styleType: 'FEED_FILTER_CHIP_BAR_STYLE_TYPE_CHANNEL_PAGE_GRID',
    },
  };
}

function toPlaylistsContent(context: PageContext, channel: Channel, items: Json[]): Json {
  const targetId = toTargetId(channel, 'playlists');
  const grid = { gridRenderer: { items, trackingParams: context.track(), targetId: `${targetId}104` } };
  return {
    sectionListRenderer: {
      contents: [{ itemSectionRenderer: { contents: [grid], trackingParams: context.track() } }],
      trackingParams: context.track(),
      subMenu: {
        channelSubMenuRenderer: {
          sortSetting: {
            sortFilterSubMenuRenderer: { subMenuItems: [], title: 'Sort by', icon: { iconType: 'SORT' } },
          },
        },
      },
      targetId,
      disablePullToRefresh: true,
    },
  };
}

/** Home: a shelf of videos and one of shorts. */
function toHome(context: PageContext, channel: Channel): Json {
  const isNew = isNewShape(context, `${channel.id}/featured`, 0);
  const videos = listTab(context, channel, { tab: 'videos', sort: 'latest' }).slice(0, 12) as Video[];
  const shorts = listTab(context, channel, { tab: 'shorts', sort: 'latest' }).slice(0, 12) as Video[];
  const place = { url: `/${channel.handle}/videos`, type: 'CHANNEL', rootVe: 3611 };
  const shelf = {
    shelfRenderer: {
      title: { runs: [{ text: 'Videos' }] },
      endpoint: toBrowseCommand(context, place, { browseId: channel.id, params: 'EgZ2aWRlb3PyBgQKAjoA' }),
      content: {
        horizontalListRenderer: {
          items: videos.map((video) =>
            isNew ? toVideoLockup(context, video) : toGridVideoRenderer(context, video),
          ),
          trackingParams: context.track(),
          visibleItemCount: 5,
        },
      },
      trackingParams: context.track(),
    },
  };
  const reels = {
    reelShelfRenderer: {
      title: { runs: [{ text: 'Shorts' }] },
      items: shorts.map((video, index) => toShortsLockup(context, video, index)),
      trackingParams: context.track(),
      icon: { iconType: 'YOUTUBE_SHORTS_BRAND_24' },
    },
  };
  const sections = [...(videos.length > 0 ? [shelf] : []), ...(shorts.length > 0 ? [reels] : [])];
  if (sections.length === 0) return toEmptyTab(context);
  const contents = sections.map((section) => ({
    itemSectionRenderer: { contents: [section], trackingParams: context.track() },
  }));
  return {
    sectionListRenderer: {
      contents,
      trackingParams: context.track(),
      targetId: toTargetId(channel, 'featured'),
      disablePullToRefresh: true,
    },
  };
}

function toEmptyTab(context: PageContext): Json {
  const message = {
    messageRenderer: {
      text: { simpleText: "This channel doesn't have any content" },
      trackingParams: context.track(),
    },
  };
  return {
    sectionListRenderer: {
      contents: [{ itemSectionRenderer: { contents: [message], trackingParams: context.track() } }],
      trackingParams: context.track(),
    },
  };
}

function toTargetId(channel: Channel, tab: ChannelTab): string {
  return `browse-feed${channel.id}${tab}`;
}
