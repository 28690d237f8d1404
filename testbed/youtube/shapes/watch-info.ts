import type { Video } from '../catalog/model.ts';
import { toByline, toSubscribeButton, toVerifiedBadge } from './channel-renderer.ts';
import { toChannelCommand, toPostCommand } from './endpoints.ts';
import { toAvatars } from './images.ts';
import type { Json, PageContext } from './page-context.ts';
import {
  abbreviate,
  formatDate,
  formatNumber,
  spellCount,
  toAge,
  toLabel,
  toRuns,
  toShortViewsText,
  toSimple,
  toViewsText,
} from './text.ts';

/** The title block: exact views, the day, and likes whose exact number is only in the text for screen readers. */
export function toPrimaryInfo(context: PageContext, video: Video): Json {
  const age = toAge(video.publishedAtMs, context.nowMs);
  const streamed = video.kind === 'live' ? 'Streamed live on ' : '';
  const badges = toPrivacyBadges(context, video);
  return {
    title: toRuns(video.title),
    viewCount: {
      videoViewCountRenderer: {
        viewCount: toSimple(toViewsText(video.views)),
        shortViewCount: toSimple(toShortViewsText(video.views)),
        originalViewCount: '0',
      },
    },
    videoActions: {
      menuRenderer: {
        items: [
          {
            menuServiceItemRenderer: {
              text: toRuns('Report'),
              icon: { iconType: 'FLAG' },
              trackingParams: context.track(),
            },
          },
        ],
        trackingParams: context.track(),
        topLevelButtons: [toLikeButtons(context, video), toShareButton(context, video)],
        accessibility: toLabel('More actions'),
      },
    },
    trackingParams: context.track(),
    ...(badges.length > 0 && { badges }),
    dateText: toSimple(`${streamed}${formatDate(video.publishedAtMs)}`),
    relativeDateText: { accessibility: toLabel(age), simpleText: age },
  };
}

export function toSecondaryInfo(context: PageContext, video: Video): Json {
  const { channel } = video;
  return {
    owner: {
      videoOwnerRenderer: {
        thumbnail: { thumbnails: toAvatars(channel, [48, 88, 176]) },
        title: toByline(context, channel),
        subscriptionButton: { type: 'FREE' },
        navigationEndpoint: toChannelCommand(context, channel),
        subscriberCountText: {
          accessibility: toLabel(`${spellCount(channel.subscribers)} subscribers`),
          simpleText: `${abbreviate(channel.subscribers)} subscribers`,
        },
        trackingParams: context.track(),
        ...(channel.verified && { badges: [toVerifiedBadge(context)] }),
      },
    },
    subscribeButton: toSubscribeButton(context, channel),
    metadataRowContainer: {
      metadataRowContainerRenderer: { collapsedItemCount: 0, trackingParams: context.track() },
    },
    showMoreText: toSimple('...more'),
    showLessText: toSimple('Show less'),
    trackingParams: context.track(),
    defaultExpanded: false,
    descriptionCollapsedLines: 3,
    attributedDescription: toAttributed(context, video.description),
  };
}

/** Description text with its links marked by position. */
export function toAttributed(context: PageContext, content: string): Json {
  const commandRuns = [...content.matchAll(/https:\/\/\S+/g)].map((match) => {
    const url = `https://www.youtube.com/redirect?event=video_description&q=${encodeURIComponent(match[0])}`;
    const command = {
      clickTrackingParams: context.track(),
      urlEndpoint: { url, target: 'TARGET_NEW_WINDOW', nofollow: true },
    };
    return { startIndex: match.index, length: match[0].length, onTap: { innertubeCommand: command } };
  });
  return {
    content,
    ...(commandRuns.length > 0 && { commandRuns }),
    styleRuns: [{ startIndex: 0, length: content.length, fontFamilyName: 'Roboto' }],
  };
}

function toPrivacyBadges(context: PageContext, video: Video): Json[] {
  if (video.privacy === 'public') return [];
  const label = video.privacy === 'private' ? 'Private' : 'Unlisted';
  return [
    {
      metadataBadgeRenderer: {
        icon: { iconType: `PRIVACY_${label.toUpperCase()}` },
        style: 'BADGE_STYLE_TYPE_SIMPLE',
        label,
        trackingParams: context.track(),
      },
    },
  ];
}

function toLikeButtons(context: PageContext, video: Video): Json {
  const like = toToggle(context, {
    iconName: 'LIKE',
    title: abbreviate(video.likes),
    accessibilityText: `like this video along with ${formatNumber(video.likes)} other people`,
  });
  const dislike = toToggle(context, {
    iconName: 'DISLIKE',
    title: 'Dislike',
    accessibilityText: 'Dislike this video',
  });
  return {
    segmentedLikeDislikeButtonViewModel: {
      likeButtonViewModel: {
        likeButtonViewModel: {
          ...like,
          likeStatusEntity: { key: `like-${video.id}`, likeStatus: 'INDIFFERENT' },
        },
      },
      dislikeButtonViewModel: { dislikeButtonViewModel: dislike },
      iconType: 'LIKE_ICON_TYPE_UNKNOWN',
      likeCountEntity: { key: 'unset_like_count_entity_key' },
    },
  };
}

function toToggle(
  context: PageContext,
  label: { iconName: string; title: string; accessibilityText: string },
): Json {
  const button = {
    buttonViewModel: {
      ...label,
      style: 'BUTTON_VIEW_MODEL_STYLE_MONO',
      trackingParams: context.track(),
      isFullWidth: false,
      type: 'BUTTON_VIEW_MODEL_TYPE_TONAL',
      buttonSize: 'BUTTON_VIEW_MODEL_SIZE_DEFAULT',
    },
  };
  return {
    toggleButtonViewModel: {
      toggleButtonViewModel: {
        defaultButtonViewModel: button,
        toggledButtonViewModel: button,
        isTogglingDisabled: true,
      },
    },
  };
}

function toShareButton(context: PageContext, video: Video): Json {
  return {
    buttonViewModel: {
      iconName: 'SHARE',
      title: 'Share',
      onTap: {
        serialCommand: {
          commands: [
            {
              innertubeCommand: {
                clickTrackingParams: context.track(),
                commandMetadata: toPostCommand('/youtubei/v1/share/get_share_panel'),
                shareEntityServiceEndpoint: {
                  serializedShareEntity: Buffer.from(video.id).toString('base64'),
                },
              },
            },
          ],
        },
      },
      accessibilityText: 'Share',
      style: 'BUTTON_VIEW_MODEL_STYLE_MONO',
      trackingParams: context.track(),
      type: 'BUTTON_VIEW_MODEL_TYPE_TONAL',
      buttonSize: 'BUTTON_VIEW_MODEL_SIZE_DEFAULT',
    },
  };
}
