import type { Video } from '../catalog/model.ts';
import { toAppend, toContinuationCommand, toContinuationItem } from './continuations.ts';
import { toWatchCommand } from './endpoints.ts';
import { toResponseContext, toTopbar } from './envelope.ts';
import { toVideoLockup } from './lockup.ts';
import { issueToken, type Json, type PageContext } from './page-context.ts';
import { abbreviate, formatNumber, toAge, toLabel, toRuns, toSimple, toViewsText } from './text.ts';
import { toPrimaryInfo, toSecondaryInfo } from './watch-info.ts';
import { toChaptersPanel, toDescriptionPanel } from './watch-panels.ts';

/** The answer beside the player: title block, description, the way to the comments, related videos. */
export function toWatchNext(context: PageContext, video: Video): Json {
  const panels = [
    toCommentsPanel(context, video),
    ...toChaptersPanel(context, video),
    toDescriptionPanel(context, video),
  ];
  return {
    responseContext: toResponseContext(context, {}),
    contents: {
      twoColumnWatchNextResults: {
        results: { results: { contents: toResults(context, video), trackingParams: context.track() } },
        secondaryResults: {
          secondaryResults: {
            results: toRelated(context, video),
            trackingParams: context.track(),
            targetId: 'watch-next-feed',
          },
        },
        autoplay: { autoplay: { sets: [], countDownSecs: 5, trackingParams: context.track() } },
      },
    },
    currentVideoEndpoint: toWatchCommand(context, video.id),
    trackingParams: context.track(),
    playerOverlays: toPlayerOverlays(context, video),
    onResponseReceivedEndpoints: [
      { clickTrackingParams: context.track(), loadMarkersCommand: { visibleOnLoadKeys: [], entityKeys: [] } },
    ],
    engagementPanels: panels.map((panel) => ({ engagementPanelSectionListRenderer: panel })),
    topbar: toTopbar(context, `/watch?v=${video.id}`),
    frameworkUpdates: {
      entityBatchUpdate: {
        mutations: [],
        timestamp: { seconds: String(Math.floor(context.nowMs / 1000)), nanos: 0 },
      },
    },
  };
}

/** What `next` says about a video the asker may not see, or that is not there. */
export function toMissingNext(context: PageContext): Json {
  return {
    responseContext: toResponseContext(context, {}),
    contents: {
      twoColumnWatchNextResults: {
        results: { results: { contents: [], trackingParams: context.track() } },
        secondaryResults: { secondaryResults: { results: [], trackingParams: context.track() } },
      },
    },
    trackingParams: context.track(),
    topbar: toTopbar(context, '/'),
  };
}

function toResults(context: PageContext, video: Video): Json[] {
  const token = issueToken(context, { kind: 'comments', list: video.id, offset: 0, extra: 'top:first' });
  const comments = {
    itemSectionRenderer: {
      contents: [toContinuationItem(context, token, 'next')],
      trackingParams: context.track(),
      header: { commentsHeaderRenderer: { countText: toRuns('Comments'), screenReaderOnly: true } },
      sectionIdentifier: 'comment-item-section',
      targetId: 'comments-section',
    },
  };
  const entryPoint = {
    itemSectionRenderer: {
      contents: [
        {
          commentsEntryPointHeaderRenderer: {
            headerText: toRuns('Comments'),
            commentCount: toSimple(abbreviate(context.world.countComments(video))),
            targetId: 'comments-entry-point',
          },
        },
      ],
      trackingParams: context.track(),
      sectionIdentifier: 'comments-entry-point',
    },
  };
  return [
    { videoPrimaryInfoRenderer: toPrimaryInfo(context, video) },
    { videoSecondaryInfoRenderer: toSecondaryInfo(context, video) },
    entryPoint,
    comments,
  ];
}

/** Other videos of the channel and of others; nothing here belongs to any export. */
function toRelated(context: PageContext, video: Video): Json[] {
  const open = [...context.world.videos.values()].filter(
    (other) =>
      other.privacy === 'public' && other.restriction === 'none' && other.kind === 'video' && other !== video,
  );
  const start = open.length === 0 ? 0 : video.id.charCodeAt(1) % open.length;
  const shown = [...open.slice(start, start + 10), ...open.slice(-8)];
  const token = issueToken(context, { kind: 'related', list: video.id, offset: 18 });
  return [
    ...shown.map((other) => toVideoLockup(context, other, { showChannel: true })),
    toContinuationItem(context, token, 'next'),
  ];
}

/** The comments, folded away. */
export function toCommentsPanel(context: PageContext, video: Video): Json {
  const identifier = 'engagement-panel-comments-section';
  const order = (title: string, sort: string, selected: boolean) => {
    const token = issueToken(context, {
      kind: 'comments',
      list: video.id,
      offset: 0,
      extra: `${sort}:first`,
    });
    return {
      title,
      selected,
      serviceEndpoint: toContinuationCommand(context, token, 'next'),
      trackingParams: context.track(),
    };
  };
  const token = issueToken(context, { kind: 'comments', list: video.id, offset: 0, extra: 'top:first' });
  return {
    panelIdentifier: identifier,
    header: {
      engagementPanelTitleHeaderRenderer: {
        title: toRuns('Comments'),
        contextualInfo: toRuns(abbreviate(context.world.countComments(video))),
        menu: {
          sortFilterSubMenuRenderer: {
            subMenuItems: [order('Top', 'top', true), order('Newest', 'newest', false)],
            icon: { iconType: 'SORT' },
            accessibility: toLabel('Sort comments'),
          },
        },
        trackingParams: context.track(),
      },
    },
    content: {
      sectionListRenderer: {
        contents: [
          {
            itemSectionRenderer: {
              contents: [toContinuationItem(context, token, 'next')],
              trackingParams: context.track(),
              sectionIdentifier: 'comment-item-section',
              targetId: identifier,
            },
          },
        ],
        trackingParams: context.track(),
      },
    },
    veType: 76278,
    targetId: identifier,
    visibility: 'ENGAGEMENT_PANEL_VISIBILITY_HIDDEN',
  };
}

function toPlayerOverlays(context: PageContext, video: Video): Json {
  const subtitle = `${video.channel.title} • ${toViewsText(video.views)} • ${toAge(video.publishedAtMs, context.nowMs)}`;
  return {
    playerOverlayRenderer: {
      endScreen: { watchNextEndScreenRenderer: { results: [], title: toSimple('You may also like...') } },
      videoDetails: {
        playerOverlayVideoDetailsRenderer: { title: toSimple(video.title), subtitle: toRuns(subtitle) },
      },
      decoratedPlayerBarRenderer: {
        decoratedPlayerBarRenderer: {
          playerBar: {
            multiMarkersPlayerBarRenderer: { visibleOnLoad: { key: '' }, trackingParams: context.track() },
          },
        },
      },
      addToMenu: { menuRenderer: { trackingParams: context.track() } },
      speedmasterUserEdu: { speedmasterEduViewModel: { bodyText: { content: `${formatNumber(2)}x` } } },
    },
  };
}

/** More related videos, once. */
export function toRelatedContinuation(context: PageContext, video: Video): Json {
  const others = context.world
    .listVideos(video.channel, 'video')
    .filter(({ privacy }) => privacy === 'public');
  const items = others.slice(0, 20).map((other) => toVideoLockup(context, other, { showChannel: true }));
  return {
    responseContext: toResponseContext(context, {}),
    trackingParams: context.track(),
    onResponseReceivedEndpoints: [toAppend(context, 'watch-next-feed', items)],
  };
}
