import type { Video } from '../catalog/model.ts';
import { toSubscribeButton } from './channel-renderer.ts';
import { toChannelCommand, toReelCommand } from './endpoints.ts';
import { toResponseContext, toTopbar } from './envelope.ts';
import { toAvatars } from './images.ts';
import type { Json, PageContext } from './page-context.ts';
import { abbreviate, formatNumber, toAge, toLabel, toRuns, toSimple } from './text.ts';
import { toCommentsPanel } from './watch-next.ts';
import { toDescriptionPanel } from './watch-panels.ts';

/** The data of a page under /shorts/: an overlay and panels, not the two columns of the watch page. */
export function toReelPage(context: PageContext, video: Video): Json {
  const panels = [toCommentsPanel(context, video), toDescriptionPanel(context, video)];
  return {
    responseContext: toResponseContext(context, {}),
    overlay: { reelPlayerOverlayRenderer: toOverlay(context, video) },
    status: 'REEL_ITEM_WATCH_STATUS_SUCCEEDED',
    trackingParams: context.track(),
    replacementEndpoint: toReelCommand(context, video),
    sequenceContinuation: context.track(),
    desktopTopbar: toTopbar(context, `/shorts/${video.id}`),
    engagementPanels: panels.map((panel) => ({ engagementPanelSectionListRenderer: panel })),
  };
}

/** Nothing to see: the player says why. */
export function toMissingReelPage(context: PageContext): Json {
  return {
    responseContext: toResponseContext(context, {}),
    overlay: {
      reelPlayerOverlayRenderer: {
        style: 'REEL_PLAYER_OVERLAY_STYLE_SHORTS',
        trackingParams: context.track(),
      },
    },
    trackingParams: context.track(),
    desktopTopbar: toTopbar(context, '/shorts/'),
  };
}

function toOverlay(context: PageContext, video: Video): Json {
  const { channel } = video;
  return {
    style: 'REEL_PLAYER_OVERLAY_STYLE_SHORTS',
    likeButton: {
      likeButtonRenderer: {
        target: { videoId: video.id },
        likeStatus: 'INDIFFERENT',
        likeCount: video.likes,
        likeCountText: {
          accessibility: toLabel(`${formatNumber(video.likes)} likes`),
          simpleText: abbreviate(video.likes),
        },
        trackingParams: context.track(),
      },
    },
    reelPlayerHeaderSupportedRenderers: {
      reelPlayerHeaderRenderer: {
        reelTitleText: toRuns(video.title),
        timestampText: toSimple(toAge(video.publishedAtMs, context.nowMs)),
        channelNavigationEndpoint: toChannelCommand(context, channel),
        channelTitleText: {
          runs: [{ text: channel.handle, navigationEndpoint: toChannelCommand(context, channel) }],
        },
        channelThumbnail: { thumbnails: toAvatars(channel, [48, 88]) },
        trackingParams: context.track(),
        accessibility: toLabel(video.title),
      },
    },
    subscribeButtonRenderer: toSubscribeButton(context, channel),
    trackingParams: context.track(),
    reelPlayerNavigationModel: 'REEL_PLAYER_NAVIGATION_MODEL_UNSPECIFIED',
  };
}
