import type { Channel, Playlist, PlaylistEntry, Video } from '../catalog/model.ts';
import { toChannelCommand, toPlaylistCommand, toWatchCommand, type WatchPlace } from './endpoints.ts';
import { toAvatars, toListThumbnails, toMissingThumbnails } from './images.ts';
import { toLogging, toMenuButton } from './menus.ts';
import type { Json, PageContext } from './page-context.ts';
import { formatDuration, spellDuration, toAge, toShortViewsText, toVideosText } from './text.ts';

export interface LockupPlace extends WatchPlace {
  /** Lists of several channels name the channel; a channel's own tabs do not. */
  showChannel?: boolean;
  entry?: PlaylistEntry;
  /** In the history: how much was watched. */
  percentWatched?: number;
}

/** A video in the shape of 2026. Its text rows are positional and vary with the place. */
export function toVideoLockup(context: PageContext, video: Video, place: LockupPlace = {}): Json {
  const removal =
    place.entry && place.playlistId
      ? { playlistId: place.playlistId, setVideoId: place.entry.setVideoId }
      : undefined;
  const label = `${video.title} ${spellDuration(video.durationSec)}`;
  return {
    lockupViewModel: {
      contentImage: {
        thumbnailViewModel: {
          image: { sources: toListThumbnails(video.id) },
          overlays: toOverlays(video, place.percentWatched),
        },
      },
      metadata: {
        lockupMetadataViewModel: {
          title: { content: video.title },
          ...(place.showChannel && { image: toAvatarModel(context, video.channel) }),
          metadata: {
            contentMetadataViewModel: { metadataRows: toRows(context, video, place), delimiter: ' • ' },
          },
          menuButton: toMenuButton(context, video.id, removal),
        },
      },
      contentId: video.id,
      contentType: 'LOCKUP_CONTENT_TYPE_VIDEO',
      rendererContext: toRendererContext(context, label, toWatchCommand(context, video.id, place)),
    },
  };
}

export interface GoneEntry {
  entry: PlaylistEntry;
  why: 'deleted' | 'private';
}

/** A place in a list whose video is gone: its id, a title in brackets, and nothing else. */
export function toGoneLockup(context: PageContext, { entry, why }: GoneEntry, place: WatchPlace): Json {
  const title = why === 'deleted' ? '[Deleted video]' : '[Private video]';
  return {
    lockupViewModel: {
      contentImage: { thumbnailViewModel: { image: { sources: toMissingThumbnails() }, overlays: [] } },
      metadata: { lockupMetadataViewModel: { title: { content: title } } },
      contentId: entry.videoId,
      contentType: 'LOCKUP_CONTENT_TYPE_VIDEO',
      rendererContext: toRendererContext(context, title, toWatchCommand(context, entry.videoId, place)),
    },
  };
}

export function toPlaylistLockup(context: PageContext, list: Playlist): Json {
  const first = list.entries[0]?.videoId ?? '';
  return {
    lockupViewModel: {
      contentImage: {
        collectionThumbnailViewModel: {
          primaryThumbnail: {
            thumbnailViewModel: {
              image: { sources: toListThumbnails(first).slice(-1) },
              overlays: [toCountBadge(toVideosText(list.entries.length))],
              backgroundColor: { lightTheme: 3358523, darkTheme: 3358523 },
            },
          },
          stackColor: { lightTheme: 8100239, darkTheme: 7376003 },
        },
      },
      metadata: {
        lockupMetadataViewModel: {
          title: { content: list.title },
          metadata: {
            contentMetadataViewModel: {
              metadataRows: [
                {
                  metadataParts: [
                    { text: toLinkedText('View full playlist', toPlaylistCommand(context, list)) },
                  ],
                },
              ],
              delimiter: ' • ',
            },
          },
        },
      },
      contentId: list.id,
      contentType: 'LOCKUP_CONTENT_TYPE_PLAYLIST',
      rendererContext: toRendererContext(
        context,
        list.title,
        toWatchCommand(context, first, { playlistId: list.id }),
      ),
    },
  };
}

function toRows(context: PageContext, video: Video, place: LockupPlace): Json[] {
  const age = `${video.kind === 'live' ? 'Streamed ' : ''}${toAge(video.publishedAtMs, context.nowMs)}`;
  const views = { text: { content: toShortViewsText(video.views) } };
  const channelRow = {
    metadataParts: [{ text: toLinkedText(video.channel.title, toChannelCommand(context, video.channel)) }],
  };
  if (place.percentWatched !== undefined) {
    return [{ metadataParts: [...channelRow.metadataParts, views] }];
  }
  const viewsRow = { metadataParts: [views, { text: { content: age }, accessibilityLabel: age }] };
  return place.showChannel ? [channelRow, viewsRow] : [viewsRow];
}

function toOverlays(video: Video, percentWatched?: number): Json[] {
  const badge = {
    thumbnailBadgeViewModel: {
      text: formatDuration(video.durationSec),
      badgeStyle: 'THUMBNAIL_OVERLAY_BADGE_STYLE_DEFAULT',
      animationActivationTargetId: video.id,
      animatedText: 'Now playing',
      rendererContext: { accessibilityContext: { label: spellDuration(video.durationSec) } },
    },
  };
  const progress = { thumbnailOverlayProgressBarViewModel: { startPercent: percentWatched } };
  return [
    {
      thumbnailBottomOverlayViewModel: {
        badges: [badge],
        ...(percentWatched !== undefined && { progressBar: progress }),
      },
    },
    { thumbnailHoverOverlayToggleActionsViewModel: { buttons: [] } },
  ];
}

function toCountBadge(text: string): Json {
  const badge = {
    icon: { sources: [{ clientResource: { imageName: 'PLAYLISTS' } }] },
    text,
    badgeStyle: 'THUMBNAIL_OVERLAY_BADGE_STYLE_DEFAULT',
    backgroundColor: { lightTheme: 1975843, darkTheme: 1975843 },
  };
  return {
    thumbnailOverlayBadgeViewModel: {
      thumbnailBadges: [{ thumbnailBadgeViewModel: badge }],
      position: 'THUMBNAIL_OVERLAY_BADGE_POSITION_BOTTOM_END',
    },
  };
}

/** Text that is a link from end to end. Lengths count UTF-16 units. */
export function toLinkedText(content: string, command: Json): Json {
  return {
    content,
    commandRuns: [{ startIndex: 0, length: content.length, onTap: { innertubeCommand: command } }],
    styleRuns: [{ startIndex: 0, length: content.length, weightLabel: 'FONT_WEIGHT_NORMAL' }],
  };
}

function toAvatarModel(context: PageContext, channel: Channel): Json {
  return {
    decoratedAvatarViewModel: {
      avatar: {
        avatarViewModel: { image: { sources: toAvatars(channel, [68]) }, avatarImageSize: 'AVATAR_SIZE_M' },
      },
      a11yLabel: `Go to channel ${channel.title}`,
      rendererContext: {
        commandContext: { onTap: { innertubeCommand: toChannelCommand(context, channel) } },
      },
    },
  };
}

function toRendererContext(context: PageContext, label: string, command: Json): Json {
  return {
    loggingContext: toLogging(context),
    accessibilityContext: { label },
    commandContext: { onTap: { innertubeCommand: command } },
  };
}
