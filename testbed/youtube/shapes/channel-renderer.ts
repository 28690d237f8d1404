import type { Channel } from '../catalog/model.ts';
import { toChannelCommand, toPostCommand, toSignInCommand } from './endpoints.ts';
import { toAvatars } from './images.ts';
import type { Json, PageContext } from './page-context.ts';
import { abbreviate, spellCount, toLabel, toRuns, toSimple } from './text.ts';

/** The trap: where the subscribers should stand is the handle, and where the videos should, the subscribers. */
export function toChannelRenderer(context: PageContext, channel: Channel): Json {
  const subscribers = `${abbreviate(channel.subscribers)} subscribers`;
  return {
    channelRenderer: {
      channelId: channel.id,
      title: toSimple(channel.title),
      navigationEndpoint: toChannelCommand(context, channel),
      thumbnail: {
        thumbnails: toAvatars(channel, [88, 176]).map((each) => ({
          ...each,
          url: each.url.slice('https:'.length),
        })),
      },
      ...(channel.description !== '' && { descriptionSnippet: toRuns(channel.description) }),
      longBylineText: toByline(context, channel),
      shortBylineText: toByline(context, channel),
      videoCountText: {
        accessibility: toLabel(`${spellCount(channel.subscribers)} subscribers`),
        simpleText: subscribers,
      },
      subscriptionButton: { subscribed: context.viewer !== null },
      ...(channel.verified && { ownerBadges: [toVerifiedBadge(context)] }),
      subscriberCountText: toSimple(channel.handle),
      subscribeButton: toListButton(context, channel),
      trackingParams: context.track(),
    },
  };
}

/** In lists a stranger gets a way to log in where others get the button. */
function toListButton(context: PageContext, channel: Channel): Json {
  if (context.viewer !== null) return toSubscribeButton(context, channel);
  return {
    buttonRenderer: {
      style: 'STYLE_DESTRUCTIVE',
      size: 'SIZE_DEFAULT',
      isDisabled: false,
      text: toRuns('Subscribe'),
      navigationEndpoint: toSignInCommand(context, `/${channel.handle}`),
      trackingParams: context.track(),
    },
  };
}

export function toSubscribeButton(context: PageContext, channel: Channel): Json {
  const isSubscribed = context.viewer !== null && context.world.subscriptions.includes(channel);
  return {
    subscribeButtonRenderer: {
      buttonText: toRuns(isSubscribed ? 'Subscribed' : 'Subscribe'),
      subscribed: isSubscribed,
      enabled: true,
      type: 'FREE',
      channelId: channel.id,
      showPreferences: true,
      subscribedButtonText: toRuns('Subscribed'),
      unsubscribedButtonText: toRuns('Subscribe'),
      trackingParams: context.track(),
      onSubscribeEndpoints: [
        {
          clickTrackingParams: context.track(),
          commandMetadata: toPostCommand('/youtubei/v1/subscription/subscribe'),
          subscribeEndpoint: { channelIds: [channel.id], params: 'EgIIAhgA' },
        },
      ],
    },
  };
}

export function toVerifiedBadge(context: PageContext): Json {
  return {
    metadataBadgeRenderer: {
      icon: { iconType: 'CHECK_CIRCLE_THICK' },
      style: 'BADGE_STYLE_TYPE_VERIFIED',
      tooltip: 'Verified',
      trackingParams: context.track(),
      accessibilityData: { label: 'Verified' },
    },
  };
}

export function toByline(context: PageContext, channel: Channel): Json {
  return { runs: [{ text: channel.title, navigationEndpoint: toChannelCommand(context, channel) }] };
}
