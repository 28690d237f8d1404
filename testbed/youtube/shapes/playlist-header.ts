import type { Playlist } from '../catalog/model.ts';
import { toHeaderButton } from './channel-header.ts';
import { toChannelCommand, toPlaylistCommand, toWatchCommand } from './endpoints.ts';
import { toAvatars, toListThumbnails } from './images.ts';
import { toLinkedText } from './lockup.ts';
import { toLogging } from './menus.ts';
import { isOwnerViewing, type Json, type PageContext } from './page-context.ts';
import { formatNumber, toAge, toRuns, toVideosText, toViewsText } from './text.ts';

export function toPlaylistHeader(context: PageContext, list: Playlist, count: number): Json {
  const first = list.entries[0]?.videoId ?? '';
  const play = toWatchCommand(context, first, { playlistId: list.id });
  const privacy = isOwnerViewing(context)
    ? [toPart(list.privacy[0]?.toUpperCase() + list.privacy.slice(1))]
    : [];
  return {
    pageHeaderRenderer: {
      pageTitle: list.title,
      content: {
        pageHeaderViewModel: {
          title: {
            dynamicTextViewModel: {
              text: { content: list.title },
              rendererContext: { loggingContext: toLogging(context) },
            },
          },
          metadata: {
            contentMetadataViewModel: {
              metadataRows: [
                { metadataParts: [{ avatarStack: toAvatarStack(context, list) }] },
                {
                  metadataParts: [
                    toPart('Playlist'),
                    ...privacy,
                    toPart(toVideosText(count)),
                    toPart(toViewsText(list.views)),
                  ],
                },
              ],
              delimiter: '•',
              rendererContext: { loggingContext: toLogging(context) },
            },
          },
          actions: {
            flexibleActionsViewModel: {
              actionsRows: [
                { actions: [toHeaderButton(context, { title: 'Play all', iconName: 'PLAY_ARROW' }, play)] },
              ],
              justifyContent: 'FLEXIBLE_ACTIONS_JUSTIFY_CONTENT_START',
              minimumRowHeight: 44,
            },
          },
          description: { descriptionPreviewViewModel: { description: { content: list.description } } },
          heroImage: {
            contentPreviewImageViewModel: {
              image: { sources: toListThumbnails(first) },
              style: 'CONTENT_PREVIEW_IMAGE_STYLE_HORIZONTAL_RECTANGLE_16_BY_9',
              layoutMode: 'CONTENT_PREVIEW_IMAGE_LAYOUT_MODE_FULL_WIDTH',
            },
          },
          hasTopbarAnimation: true,
          rendererContext: { loggingContext: toLogging(context) },
        },
      },
      enableSidebarView: true,
    },
  };
}

export function toPlaylistMetadata(list: Playlist): Json {
  const link = `youtube/http/www.youtube.com/playlist?list=${list.id}`;
  return {
    playlistMetadataRenderer: {
      title: list.title,
      description: list.description,
      androidAppindexingLink: `android-app://com.google.android.${link}`,
    },
  };
}

export function toPlaylistMicroformat(list: Playlist): Json {
  const url = `http://www.youtube.com/playlist?list=${list.id}`;
  return {
    microformatDataRenderer: {
      urlCanonical: url,
      title: list.title,
      description: list.description,
      thumbnail: { thumbnails: toListThumbnails(list.entries[0]?.videoId ?? '').slice(-1) },
      siteName: 'YouTube',
      appName: 'YouTube',
      ogType: 'website',
      urlApplinksWeb: `${url}&feature=applinks`,
      schemaDotOrgType: 'http://schema.org/WebPage',
      noindex: list.privacy !== 'public',
      unlisted: list.privacy === 'unlisted',
      linkAlternates: [{ hrefUrl: url }],
    },
  };
}

/** The older side column, which is still sent. */
export function toPlaylistSidebar(
  context: PageContext,
  list: Playlist,
  { count, showUnavailable }: { count: number; showUnavailable: boolean },
): Json {
  const first = list.entries[0]?.videoId ?? '';
  const updated = `Updated ${toAge(list.updatedAtMs, context.nowMs)}`;
  const primary = {
    thumbnailRenderer: {
      playlistVideoThumbnailRenderer: {
        thumbnail: { thumbnails: toListThumbnails(first) },
        trackingParams: context.track(),
      },
    },
    title: {
      runs: [
        { text: list.title, navigationEndpoint: toWatchCommand(context, first, { playlistId: list.id }) },
      ],
    },
    stats: [
      { runs: [{ text: formatNumber(count) }, { text: count === 1 ? ' video' : ' videos' }] },
      { simpleText: toViewsText(list.views) },
      toRuns(updated),
    ],
    menu: {
      menuRenderer: {
        items: [toUnavailableToggle(context, list, showUnavailable)],
        trackingParams: context.track(),
      },
    },
    navigationEndpoint: toWatchCommand(context, first, { playlistId: list.id }),
    ...(list.description !== '' && { description: toRuns(list.description) }),
    showMoreText: toRuns('Show more'),
  };
  const owner = {
    videoOwner: {
      videoOwnerRenderer: {
        thumbnail: { thumbnails: toAvatars(list.owner, [48, 88, 176]) },
        title: {
          runs: [{ text: list.owner.title, navigationEndpoint: toChannelCommand(context, list.owner) }],
        },
        navigationEndpoint: toChannelCommand(context, list.owner),
        trackingParams: context.track(),
      },
    },
  };
  return {
    playlistSidebarRenderer: {
      items: [
        { playlistSidebarPrimaryInfoRenderer: primary },
        { playlistSidebarSecondaryInfoRenderer: owner },
      ],
      trackingParams: context.track(),
    },
  };
}

function toUnavailableToggle(context: PageContext, list: Playlist, showUnavailable: boolean): Json {
  return {
    menuNavigationItemRenderer: {
      text: { simpleText: showUnavailable ? 'Hide unavailable videos' : 'Show unavailable videos' },
      icon: { iconType: showUnavailable ? 'VISIBILITY_OFF' : 'VISIBILITY' },
      navigationEndpoint: toPlaylistCommand(context, list, showUnavailable ? 'wgYCCAE%3D' : 'wgYCCAA%3D'),
      trackingParams: context.track(),
    },
  };
}

function toAvatarStack(context: PageContext, list: Playlist): Json {
  return {
    avatarStackViewModel: {
      avatars: [
        {
          avatarViewModel: {
            image: { sources: toAvatars(list.owner, [48]) },
            avatarImageSize: 'AVATAR_SIZE_XS',
          },
        },
      ],
      text: toLinkedText(`by ${list.owner.title}`, toChannelCommand(context, list.owner)),
    },
  };
}

function toPart(content: string): Json {
  return { text: { content } };
}
