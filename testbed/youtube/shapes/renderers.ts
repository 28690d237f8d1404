import type { Channel, Playlist, PlaylistEntry, Video } from '../catalog/model.ts';
import { toByline, toVerifiedBadge } from './channel-renderer.ts';
import { toPlaylistCommand, toWatchCommand } from './endpoints.ts';
import { toAvatars, toListThumbnails, toMissingThumbnails } from './images.ts';
import type { GoneEntry } from './lockup.ts';
import { toMenuRenderer } from './menus.ts';
import type { Json, PageContext } from './page-context.ts';
import {
  formatDuration,
  spellCount,
  spellDuration,
  toAge,
  toLabel,
  toRuns,
  toShortViewsText,
  toSimple,
  toVideosText,
  toViewsText,
} from './text.ts';

/** A video as channels listed it until spring 2026. */
export function toVideoRenderer(
  context: PageContext,
  video: Video,
  place: { showChannel?: boolean } = {},
): Json {
  return {
    videoRenderer: {
      ...toVideoCore(context, video),
      ...(video.description !== '' && { descriptionSnippet: toRuns(video.description.slice(0, 120)) }),
      publishedTimeText: toSimple(toAgeText(context, video)),
      lengthText: toLengthText(video),
      ...(video.channel.verified && { ownerBadges: [toVerifiedBadge(context)] }),
      ...(place.showChannel && toBylines(context, video.channel)),
      showActionMenu: false,
      shortViewCountText: toShortViews(video),
      menu: toMenuRenderer(context, video.id),
      thumbnailOverlays: toTimeOverlays(video),
      richThumbnail: {
        movingThumbnailRenderer: {
          movingThumbnailDetails: {
            thumbnails: [
              {
                url: `https://i.ytimg.com/an_webp/${video.id}/mqdefault_6s.webp?du=3000`,
                width: 320,
                height: 180,
              },
            ],
            logAsMovingThumbnail: true,
          },
          enableHoveredLogging: true,
          enableOverlay: true,
        },
      },
    },
  };
}

/** A watched video: no publishing time, but how far it was seen. */
export function toHistoryRenderer(context: PageContext, video: Video, percentWatched: number): Json {
  const startSec = percentWatched < 100 ? Math.floor((video.durationSec * percentWatched) / 100) : undefined;
  return {
    videoRenderer: {
      ...toVideoCore(context, video),
      lengthText: toLengthText(video),
      ...toBylines(context, video.channel),
      navigationEndpoint: toWatchCommand(context, video.id, { startSec }),
      showActionMenu: false,
      shortViewCountText: toShortViews(video),
      isWatched: true,
      menu: toMenuRenderer(context, video.id),
      thumbnailOverlays: [
        { thumbnailOverlayResumePlaybackRenderer: { percentDurationWatched: percentWatched } },
        ...toTimeOverlays(video),
      ],
    },
  };
}

/** A video in a shelf of the channel's home. */
export function toGridVideoRenderer(context: PageContext, video: Video): Json {
  return {
    gridVideoRenderer: {
      ...toVideoCore(context, video),
      publishedTimeText: toSimple(toAgeText(context, video)),
      shortBylineText: toByline(context, video.channel),
      channelThumbnail: { thumbnails: toAvatars(video.channel, [68]) },
      shortViewCountText: toShortViews(video),
      menu: toMenuRenderer(context, video.id),
      thumbnailOverlays: toTimeOverlays(video),
    },
  };
}

export interface EntryPlace {
  playlistId: string;
  /** From 0. */
  index: number;
  /** The owner gets what removing it needs. */
  editable: boolean;
}

/** An entry of a playlist as it was until June 2026. */
export function toEntryRenderer(
  context: PageContext,
  { entry, video }: { entry: PlaylistEntry; video: Video },
  place: EntryPlace,
): Json {
  const removal = { playlistId: place.playlistId, setVideoId: entry.setVideoId };
  const age = toAgeText(context, video);
  return {
    playlistVideoRenderer: {
      ...toVideoCore(context, video),
      viewCountText: undefined,
      index: toSimple(String(place.index + 1)),
      shortBylineText: toByline(context, video.channel),
      lengthText: toLengthText(video),
      navigationEndpoint: toWatchCommand(context, video.id, place),
      lengthSeconds: String(video.durationSec),
      isPlayable: true,
      ...(place.editable && { setVideoId: entry.setVideoId }),
      menu: toMenuRenderer(context, video.id, place.editable ? removal : undefined),
      thumbnailOverlays: toTimeOverlays(video),
      videoInfo: { runs: [{ text: toShortViewsText(video.views) }, { text: ' • ' }, { text: age }] },
    },
  };
}

/** A place whose video is gone: a title in brackets, no channel, no length. */
export function toGoneRenderer(context: PageContext, { entry, why }: GoneEntry, place: EntryPlace): Json {
  const title = why === 'deleted' ? '[Deleted video]' : '[Private video]';
  return {
    playlistVideoRenderer: {
      videoId: entry.videoId,
      thumbnail: { thumbnails: toMissingThumbnails() },
      title: { ...toRuns(title), accessibility: toLabel(title) },
      index: toSimple(String(place.index + 1)),
      navigationEndpoint: toWatchCommand(context, entry.videoId, place),
      isPlayable: false,
      ...(place.editable && { setVideoId: entry.setVideoId }),
      trackingParams: context.track(),
    },
  };
}

/** Releases are still listed this way in 2026. */
export function toPlaylistRenderer(context: PageContext, list: Playlist): Json {
  const first = list.entries[0]?.videoId ?? '';
  return {
    playlistRenderer: {
      playlistId: list.id,
      title: toSimple(list.title),
      thumbnails: [{ thumbnails: toListThumbnails(first) }],
      videoCount: String(list.entries.length),
      navigationEndpoint: toWatchCommand(context, first, { playlistId: list.id }),
      viewPlaylistText: {
        runs: [{ text: 'View full playlist', navigationEndpoint: toPlaylistCommand(context, list) }],
      },
      shortBylineText: {
        runs: [
          { text: 'Album' },
          { text: ' • ' },
          { text: String(new Date(list.updatedAtMs).getUTCFullYear()) },
        ],
      },
      videoCountText: { runs: [{ text: toVideosText(list.entries.length) }] },
      trackingParams: context.track(),
      thumbnailText: toRuns(toVideosText(list.entries.length)),
    },
  };
}

function toBylines(context: PageContext, channel: Channel): Json {
  const byline = toByline(context, channel);
  return { longBylineText: byline, ownerText: byline, shortBylineText: byline };
}

function toVideoCore(context: PageContext, video: Video): Json {
  const label = `${video.title} ${spellDuration(video.durationSec)}`;
  return {
    videoId: video.id,
    thumbnail: { thumbnails: toListThumbnails(video.id) },
    title: { runs: video.title === '' ? [] : [{ text: video.title }], accessibility: toLabel(label) },
    viewCountText: toSimple(toViewsText(video.views)),
    navigationEndpoint: toWatchCommand(context, video.id),
    trackingParams: context.track(),
  };
}

function toAgeText(context: PageContext, video: Video): string {
  return `${video.kind === 'live' ? 'Streamed ' : ''}${toAge(video.publishedAtMs, context.nowMs)}`;
}

function toLengthText(video: Video): Json {
  return {
    accessibility: toLabel(spellDuration(video.durationSec)),
    simpleText: formatDuration(video.durationSec),
  };
}

function toShortViews(video: Video): Json {
  return {
    accessibility: toLabel(`${spellCount(video.views)} views`),
    simpleText: toShortViewsText(video.views),
  };
}

function toTimeOverlays(video: Video): Json[] {
  return [
    {
      thumbnailOverlayTimeStatusRenderer: {
        text: toLengthText(video),
        style: video.kind === 'short' ? 'SHORTS' : 'DEFAULT',
      },
    },
    { thumbnailOverlayNowPlayingRenderer: { text: toRuns('Now playing') } },
  ];
}
