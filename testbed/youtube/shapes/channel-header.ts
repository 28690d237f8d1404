import type { Channel } from '../catalog/model.ts';
import { toSignInCommand, toWebCommand } from './endpoints.ts';
import { toAvatars } from './images.ts';
import { toLogging } from './menus.ts';
import { isOwnerViewing, type Json, type PageContext } from './page-context.ts';
import { abbreviate, spellCount, toVideosText } from './text.ts';

/** How many public videos a channel claims: exact below a thousand, then rounded. */
function countPublicVideos(context: PageContext, channel: Channel): number {
  return context.world.listVideos(channel).filter(({ privacy }) => privacy === 'public').length;
}

export function toChannelHeader(context: PageContext, channel: Channel): Json {
  const count = countPublicVideos(context, channel);
  const videos = toVideosText(count, count >= 1000);
  const handle = { content: channel.handle, styleRuns: [{ weightLabel: 'FONT_WEIGHT_MEDIUM' }] };
  const subscribers = {
    text: { content: `${abbreviate(channel.subscribers)} subscribers` },
    accessibilityLabel: `${spellCount(channel.subscribers)} subscribers`,
  };
  return {
    pageHeaderRenderer: {
      pageTitle: channel.title,
      content: {
        pageHeaderViewModel: {
          title: {
            dynamicTextViewModel: {
              text: toTitle(channel),
              maxLines: 2,
              rendererContext: { loggingContext: toLogging(context) },
            },
          },
          image: toHeaderAvatar(channel),
          metadata: {
            contentMetadataViewModel: {
              metadataRows: [
                { metadataParts: [{ text: handle, enableTruncation: true }] },
                {
                  metadataParts: [
                    subscribers,
                    { text: { content: videos, styleRuns: [{ startIndex: 0, length: videos.length }] } },
                  ],
                },
              ],
              delimiter: '•',
              rendererContext: { loggingContext: toLogging(context) },
            },
          },
          actions: toActions(context, channel),
          description: {
            descriptionPreviewViewModel: {
              description: { content: channel.description },
              maxLines: 2,
              truncationText: { content: '...more', styleRuns: [{ startIndex: 0, length: 7, weight: 500 }] },
            },
          },
          rendererContext: { loggingContext: toLogging(context) },
        },
      },
    },
  };
}

export function toChannelMetadata(channel: Channel): Json {
  const channelUrl = `https://www.youtube.com/channel/${channel.id}`;
  return {
    channelMetadataRenderer: {
      title: channel.title,
      description: channel.description,
      rssUrl: `https://www.youtube.com/feeds/videos.xml?channel_id=${channel.id}`,
      externalId: channel.id,
      keywords: channel.keywords.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' '),
      ownerUrls: [`http://www.youtube.com/${channel.handle}`],
      avatar: { thumbnails: toAvatars(channel, [900], 'yt3.googleusercontent.com') },
      channelUrl,
      isFamilySafe: true,
      availableCountryCodes: ['DE', 'FR', 'GB', 'JP', 'US'],
      androidDeepLink: `android-app://com.google.android.youtube/http/www.youtube.com/channel/${channel.id}`,
      vanityChannelUrl: `http://www.youtube.com/${channel.handle}`,
    },
  };
}

export function toChannelMicroformat(channel: Channel): Json {
  const url = `https://www.youtube.com/channel/${channel.id}`;
  return {
    microformatDataRenderer: {
      urlCanonical: url,
      title: channel.title,
      description: channel.description,
      thumbnail: { thumbnails: toAvatars(channel, [200], 'yt3.googleusercontent.com') },
      siteName: 'YouTube',
      appName: 'YouTube',
      androidPackage: 'com.google.android.youtube',
      ogType: 'yt-fb-app:channel',
      urlApplinksWeb: `${url}?feature=applinks`,
      schemaDotOrgType: 'http://schema.org/http://schema.org/YoutubeChannelV2',
      noindex: false,
      unlisted: false,
      familySafe: true,
      tags: channel.keywords,
      availableCountries: ['DE', 'FR', 'GB', 'JP', 'US'],
      linkAlternates: [{ hrefUrl: `https://m.youtube.com/channel/${channel.id}` }],
    },
  };
}

function toTitle(channel: Channel): Json {
  if (!channel.verified) return { content: channel.title };
  const source = { clientResource: { imageName: 'CHECK_CIRCLE_FILLED' }, width: 14, height: 14 };
  const badge = {
    startIndex: channel.title.length,
    length: 0,
    element: { type: { imageType: { image: { sources: [source] } } } },
  };
  return { content: channel.title, attachmentRuns: [badge] };
}

function toHeaderAvatar(channel: Channel): Json {
  const avatar = {
    image: {
      sources: toAvatars(channel, [72, 120, 160], 'yt3.googleusercontent.com'),
      processor: { borderImageProcessor: { circular: true } },
    },
    avatarImageSize: 'AVATAR_SIZE_XL',
  };
  return { decoratedAvatarViewModel: { avatar: { avatarViewModel: avatar } } };
}

/** The owner manages, others subscribe. */
function toActions(context: PageContext, channel: Channel): Json {
  const own = isOwnerViewing(context) && channel === context.world.owner;
  const actions = own
    ? [
        toLinkButton(
          context,
          'Customize channel',
          `https://studio.youtube.com/channel/${channel.id}/editing`,
        ),
        toLinkButton(context, 'Manage videos', `https://studio.youtube.com/channel/${channel.id}/videos`),
      ]
    : [toHeaderButton(context, { title: 'Subscribe' }, toSignInDialog(context, channel))];
  return {
    flexibleActionsViewModel: {
      actionsRows: [{ actions }],
      justifyContent: 'FLEXIBLE_ACTIONS_JUSTIFY_CONTENT_START',
      minimumRowHeight: 44,
      rendererContext: { loggingContext: toLogging(context) },
    },
  };
}

function toLinkButton(context: PageContext, title: string, url: string): Json {
  return toHeaderButton(
    context,
    { title },
    {
      clickTrackingParams: context.track(),
      commandMetadata: toWebCommand({ url, type: 'UNKNOWN', rootVe: 83769 }),
      urlEndpoint: { url, target: 'TARGET_NEW_WINDOW' },
    },
  );
}

export function toHeaderButton(
  context: PageContext,
  label: { title: string; iconName?: string },
  command: Json,
): Json {
  return {
    buttonViewModel: {
      ...label,
      onTap: { innertubeCommand: command },
      accessibilityText: label.title,
      style: 'BUTTON_VIEW_MODEL_STYLE_MONO',
      trackingParams: context.track(),
      isFullWidth: false,
      type: 'BUTTON_VIEW_MODEL_TYPE_FILLED',
      buttonSize: 'BUTTON_VIEW_MODEL_SIZE_DEFAULT',
      state: 'BUTTON_VIEW_MODEL_STATE_ACTIVE',
    },
  };
}

/** What subscribing leads to without a login. */
function toSignInDialog(context: PageContext, channel: Channel): Json {
  const button = {
    style: 'STYLE_MONO_FILLED',
    size: 'SIZE_DEFAULT',
    isDisabled: false,
    text: { simpleText: 'Sign in' },
    navigationEndpoint: toSignInCommand(context, `/${channel.handle}`),
    trackingParams: context.track(),
  };
  const modal = {
    title: { simpleText: 'Want to subscribe to this channel?' },
    content: { simpleText: 'Sign in to subscribe to this channel.' },
    button: { buttonRenderer: button },
  };
  return {
    clickTrackingParams: context.track(),
    commandMetadata: { webCommandMetadata: { ignoreNavigation: true } },
    modalEndpoint: { modal: { modalWithTitleAndButtonRenderer: modal } },
  };
}
