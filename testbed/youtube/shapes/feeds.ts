import type { HistoryEntry, Playlist } from '../catalog/model.ts';
import { toChannelRenderer } from './channel-renderer.ts';
import { toAppend, toContinuationItem, toReload } from './continuations.ts';
import { toFeedCommand } from './endpoints.ts';
import { toResponseContext, toSignInButton, toTopbar } from './envelope.ts';
import { toDayTitle } from './history-day.ts';
import { toPlaylistLockup, toVideoLockup } from './lockup.ts';
import { isNewShape, issueToken, type Json, type PageContext } from './page-context.ts';
import { toHistoryRenderer, toVideoRenderer } from './renderers.ts';
import { toShortsLockup } from './shorts-lockup.ts';
import { toLabel, toRuns } from './text.ts';

const historyPageSize = 40;
const channelPageSize = 30;

/** A feed that needs a login, asked for without one: a prompt instead of items. */
export function toSignInPromo(context: PageContext, browseId: string): Json {
  const titles: Record<string, string> = {
    FEhistory: 'Keep track of what you watch',
    FEsubscriptions: 'Don’t miss new videos',
  };
  const promo = {
    backgroundPromoRenderer: {
      title: toRuns(titles[browseId] ?? 'Enjoy your favorite videos'),
      bodyText: toRuns('Sign in to access videos that you’ve liked or saved.'),
      icon: { iconType: browseId === 'FEhistory' ? 'WATCH_HISTORY' : 'SUBSCRIPTIONS' },
      ctaButton: toSignInButton(context, toFeedUrl(browseId)),
      trackingParams: context.track(),
    },
  };
  const section = { itemSectionRenderer: { contents: [promo], trackingParams: context.track() } };
  return toFeedPage(context, browseId, {
    sectionListRenderer: {
      contents: [section],
      trackingParams: context.track(),
      targetId: `browse-feed${browseId}`,
    },
  });
}

/** One section per day; only its heading tells the day. Shorts of a day stand in a shelf. */
export function toHistoryPage(context: PageContext): Json {
  const page = toFeedPage(context, 'FEhistory', {
    sectionListRenderer: {
      contents: toHistoryItems(context, 0),
      trackingParams: context.track(),
      targetId: 'browse-feedFEhistory',
    },
  });
  return { ...page, maxAgeSeconds: 0 };
}

export function toHistoryContinuation(context: PageContext, offset: number): Json {
  return toContinuationAnswer(context, 'FEhistory', toHistoryItems(context, offset));
}

function toHistoryItems(context: PageContext, offset: number): Json[] {
  const page = context.world.history.slice(offset, offset + historyPageSize);
  const days = [...new Set(page.map(({ daysAgo }) => daysAgo))];
  const isNew = isNewShape(context, 'FEhistory', offset / historyPageSize);
  const sections = days.map((daysAgo) =>
    toDaySection(context, { daysAgo, entries: page.filter((entry) => entry.daysAgo === daysAgo), isNew }),
  );
  const next = offset + historyPageSize;
  if (next >= context.world.history.length) return sections;
  return [
    ...sections,
    toContinuationItem(context, issueToken(context, { kind: 'history', list: 'FEhistory', offset: next })),
  ];
}

function toDaySection(
  context: PageContext,
  day: { daysAgo: number; entries: HistoryEntry[]; isNew: boolean },
): Json {
  const watched = day.entries.flatMap(({ videoId, percentWatched }) => {
    const video = context.world.videos.get(videoId);
    return video ? [{ video, percentWatched }] : [];
  });
  const long = watched.filter(({ video }) => video.kind !== 'short');
  const shorts = watched.filter(({ video }) => video.kind === 'short');
  const items = long.map(({ video, percentWatched }) =>
    day.isNew
      ? toVideoLockup(context, video, { showChannel: true, percentWatched })
      : toHistoryRenderer(context, video, percentWatched),
  );
  const shelf = {
    reelShelfRenderer: {
      title: toRuns('Shorts'),
      items: shorts.map(({ video }, index) => toShortsLockup(context, video, index)),
      trackingParams: context.track(),
    },
  };
  return {
    itemSectionRenderer: {
      contents: shorts.length > 0 ? [shelf, ...items] : items,
      trackingParams: context.track(),
      header: {
        itemSectionHeaderRenderer: {
          title: toRuns(toDayTitle(day.daysAgo, context.nowMs)),
          trackingParams: context.track(),
        },
      },
    },
  };
}

/** All channels the viewer follows. @param asReload true for an API call, which answers with a command instead of contents */
export function toSubscriptionsPage(context: PageContext, asReload: boolean): Json {
  const items = toChannelSections(context, 0);
  if (asReload) {
    return {
      responseContext: toResponseContext(context, { browse_id: 'FEchannels' }),
      trackingParams: context.track(),
      onResponseReceivedActions: [toReload(context, { id: 'browse-feedFEchannels' }, items)],
      topbar: toTopbar(context, '/feed/channels'),
    };
  }
  return toFeedPage(context, 'FEchannels', {
    sectionListRenderer: {
      contents: items,
      trackingParams: context.track(),
      subMenu: {
        channelSubMenuRenderer: {
          sortSetting: { sortFilterSubMenuRenderer: { subMenuItems: [], title: 'Most relevant' } },
        },
      },
      targetId: 'browse-feedFEchannels',
    },
  });
}

export function toSubscriptionsContinuation(context: PageContext, offset: number): Json {
  return toContinuationAnswer(context, 'FEchannels', toChannelSections(context, offset));
}

function toChannelSections(context: PageContext, offset: number): Json[] {
  const all = context.world.subscriptions;
  const items = all
    .slice(offset, offset + channelPageSize)
    .map((channel) => toChannelRenderer(context, channel));
  const shelf = {
    shelfRenderer: { content: { expandedShelfContentsRenderer: { items } }, trackingParams: context.track() },
  };
  const section = { itemSectionRenderer: { contents: [shelf], trackingParams: context.track() } };
  const next = offset + channelPageSize;
  if (next >= all.length) return [section];
  return [
    section,
    toContinuationItem(context, issueToken(context, { kind: 'channels', list: 'FEchannels', offset: next })),
  ];
}

/** The viewer's own playlists, system lists first. */
export function toPlaylistsFeed(context: PageContext): Json {
  const contents = listOwnPlaylists(context).map((list) => ({
    richItemRenderer: { content: toPlaylistLockup(context, list), trackingParams: context.track() },
  }));
  return toFeedPage(context, 'FEplaylist_aggregation', {
    richGridRenderer: {
      contents,
      trackingParams: context.track(),
      targetId: 'browse-feedFEplaylist_aggregation',
    },
  });
}

/** "You": shelves of history and playlists. */
export function toLibraryPage(context: PageContext): Json {
  const recent = context.world.history
    .slice(0, 10)
    .flatMap(({ videoId }) => context.world.videos.get(videoId) ?? []);
  const isNew = isNewShape(context, 'FElibrary', 0);
  const shelves = [
    toShelf(
      context,
      { title: 'History', browseId: 'FEhistory' },
      recent.map((video) =>
        isNew
          ? toVideoLockup(context, video, { showChannel: true })
          : toVideoRenderer(context, video, { showChannel: true }),
      ),
    ),
    toShelf(
      context,
      { title: 'Playlists', browseId: 'FEplaylist_aggregation' },
      listOwnPlaylists(context).map((list) => toPlaylistLockup(context, list)),
    ),
  ];
  const contents = shelves.map((shelf) => ({
    itemSectionRenderer: { contents: [shelf], trackingParams: context.track() },
  }));
  return toFeedPage(context, 'FElibrary', {
    sectionListRenderer: { contents, trackingParams: context.track() },
  });
}

/** New videos of the channels the viewer follows; also the home page, which has other people's. */
export function toVideoFeed(context: PageContext, browseId: 'FEsubscriptions' | 'FEwhat_to_watch'): Json {
  const isNew = isNewShape(context, browseId, 0);
  const videos = [...context.world.videos.values()]
    .filter(
      ({ channel, privacy, kind }) =>
        channel !== context.world.owner && privacy === 'public' && kind === 'video',
    )
    .slice(0, 24);
  const contents = videos.map((video) => ({
    richItemRenderer: {
      content: isNew
        ? toVideoLockup(context, video, { showChannel: true })
        : toVideoRenderer(context, video, { showChannel: true }),
      trackingParams: context.track(),
    },
  }));
  return toFeedPage(context, browseId, {
    richGridRenderer: { contents, trackingParams: context.track(), targetId: `browse-feed${browseId}` },
  });
}

function listOwnPlaylists(context: PageContext): Playlist[] {
  if (context.viewer?.channel?.id !== context.world.owner.id) return [];
  return ['LL', 'WL', ...context.world.ownPlaylistIds].flatMap((id) => context.world.playlists.get(id) ?? []);
}

function toShelf(context: PageContext, head: { title: string; browseId: string }, items: Json[]): Json {
  return {
    shelfRenderer: {
      title: toRuns(head.title),
      endpoint: toFeedCommand(context, head.browseId, toFeedUrl(head.browseId)),
      content: { horizontalListRenderer: { items, trackingParams: context.track() } },
      trackingParams: context.track(),
    },
  };
}

function toFeedPage(context: PageContext, browseId: string, content: Json): Json {
  const tab = {
    tabRenderer: { selected: true, content, tabIdentifier: browseId, trackingParams: context.track() },
  };
  const isHistory = browseId === 'FEhistory' && context.viewer !== null;
  return {
    responseContext: toResponseContext(context, { browse_id: browseId, browse_id_prefix: '' }),
    contents: {
      twoColumnBrowseResultsRenderer: {
        tabs: [tab],
        ...(isHistory && { secondaryContents: toHistoryActions(context) }),
      },
    },
    header: { pageHeaderRenderer: { pageTitle: browseId.slice(2) } },
    trackingParams: context.track(),
    topbar: toTopbar(context, toFeedUrl(browseId)),
  };
}

/** The column beside the history. Its dialog names the account and its address: nothing may keep it. */
function toHistoryActions(context: PageContext): Json {
  const account = `${context.viewer?.name} (${context.viewer?.email})`;
  const dialog = {
    confirmDialogRenderer: { title: toRuns('Clear watch history?'), dialogMessages: [toRuns(account)] },
  };
  return {
    browseFeedActionsRenderer: {
      contents: [
        {
          searchBoxRenderer: {
            endpoint: toFeedCommand(context, 'FEhistory', '/feed/history'),
            placeholderText: toRuns('Search watch history'),
          },
        },
        {
          buttonRenderer: {
            text: toRuns('Clear all watch history'),
            accessibilityData: toLabel('Clear all watch history'),
            navigationEndpoint: {
              clickTrackingParams: context.track(),
              confirmDialogEndpoint: { content: dialog },
            },
          },
        },
      ],
    },
  };
}

function toContinuationAnswer(context: PageContext, browseId: string, items: Json[]): Json {
  return {
    responseContext: toResponseContext(context, { browse_id: browseId }),
    trackingParams: context.track(),
    onResponseReceivedActions: [toAppend(context, `browse-feed${browseId}`, items)],
  };
}

function toFeedUrl(browseId: string): string {
  const urls: Record<string, string> = {
    FEwhat_to_watch: '/',
    FElibrary: '/feed/you',
    FEplaylist_aggregation: '/feed/playlists',
  };
  return urls[browseId] ?? `/feed/${browseId.slice(2)}`;
}
