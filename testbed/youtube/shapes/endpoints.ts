import { hash32 } from '../../prng.ts';
import type { Channel, Playlist, Video } from '../catalog/model.ts';
import type { Json, PageContext } from './page-context.ts';

/** Commands: what happens when something is clicked. */
export interface WebPlace {
  url: string;
  /** The end of WEB_PAGE_TYPE_…. */
  type: string;
  rootVe: number;
}

export function toWebCommand({ url, type, rootVe }: WebPlace, apiUrl?: string): Json {
  return {
    webCommandMetadata: { url, webPageType: `WEB_PAGE_TYPE_${type}`, rootVe, ...(apiUrl && { apiUrl }) },
  };
}

export function toPostCommand(apiUrl?: string): Json {
  return { webCommandMetadata: { sendPost: true, ...(apiUrl && { apiUrl }) } };
}

/** The part of every watch link that holds the asker's IP address. */
function toOnesie(context: PageContext, videoId: string): Json {
  const query = new URLSearchParams({
    source: 'youtube',
    oeis: '1',
    c: 'WEB',
    id: hash32(videoId).toString(16).padStart(16, '0'),
    ip: context.userIp,
    initcwndbps: '1760000',
    mt: String(Math.floor(context.nowMs / 1000)),
  });
  const url = `https://rr2---sn-4g5e6nzz.googlevideo.com/initplayback?${query}`;
  return { html5PlaybackOnesieConfig: { commonConfig: { url } } };
}

export interface WatchPlace {
  playlistId?: string;
  /** From 0. */
  index?: number;
  startSec?: number;
}

export function toWatchCommand(context: PageContext, videoId: string, place: WatchPlace = {}): Json {
  const { playlistId, index, startSec } = place;
  const query = [
    `v=${videoId}`,
    ...(playlistId === undefined ? [] : [`list=${playlistId}`]),
    ...(index === undefined ? [] : [`index=${index + 1}`]),
    ...(startSec === undefined ? [] : [`t=${startSec}s`]),
  ];
  return {
    clickTrackingParams: context.track(),
    commandMetadata: toWebCommand({ url: `/watch?${query.join('&')}`, type: 'WATCH', rootVe: 3832 }),
    watchEndpoint: {
      videoId,
      ...(playlistId !== undefined && {
        playlistId,
        ...(index !== undefined && { index, params: 'OAI%3D' }),
        playerParams: 'iAQB',
      }),
      ...(startSec !== undefined && { startTimeSeconds: startSec }),
      watchEndpointSupportedOnesieConfig: toOnesie(context, videoId),
    },
  };
}

export function toReelCommand(context: PageContext, video: Video): Json {
  return {
    clickTrackingParams: context.track(),
    commandMetadata: toWebCommand({ url: `/shorts/${video.id}`, type: 'SHORTS', rootVe: 37414 }),
    reelWatchEndpoint: {
      videoId: video.id,
      playerParams: '8AEByAMkuAQ0',
      thumbnail: {
        thumbnails: [{ url: `https://i.ytimg.com/vi/${video.id}/frame0.jpg`, width: 1080, height: 1920 }],
        isOriginalAspectRatio: true,
      },
      overlay: {
        reelPlayerOverlayRenderer: {
          style: 'REEL_PLAYER_OVERLAY_STYLE_SHORTS',
          trackingParams: context.track(),
        },
      },
      params: 'CDMwAg%3D%3D',
      sequenceProvider: 'REEL_WATCH_SEQUENCE_PROVIDER_RPC',
      sequenceParams: context.track(),
    },
  };
}

export function toChannelCommand(context: PageContext, channel: Channel): Json {
  return toBrowseCommand(
    context,
    { url: `/${channel.handle}`, type: 'CHANNEL', rootVe: 3611 },
    {
      browseId: channel.id,
      canonicalBaseUrl: `/${channel.handle}`,
    },
  );
}

export function toPlaylistCommand(context: PageContext, list: Pick<Playlist, 'id'>, params?: string): Json {
  const place = { url: `/playlist?list=${list.id}`, type: 'PLAYLIST', rootVe: 5754 };
  return toBrowseCommand(context, place, { browseId: `VL${list.id}`, ...(params && { params }) });
}

/** A feed such as FEhistory. */
export function toFeedCommand(context: PageContext, browseId: string, url: string): Json {
  return toBrowseCommand(context, { url, type: 'BROWSE', rootVe: 6827 }, { browseId });
}

export function toBrowseCommand(context: PageContext, place: WebPlace, browseEndpoint: Json): Json {
  return {
    clickTrackingParams: context.track(),
    commandMetadata: toWebCommand(place, '/youtubei/v1/browse'),
    browseEndpoint,
  };
}

export function toSignInCommand(context: PageContext, next: string): Json {
  const continueUrl = `https://www.youtube.com/signin?action_handle_signin=true&app=desktop&hl=en&next=${encodeURIComponent(next)}`;
  const url = `https://accounts.google.com/ServiceLogin?service=youtube&uilel=3&passive=true&continue=${encodeURIComponent(continueUrl)}&hl=en`;
  return {
    clickTrackingParams: context.track(),
    commandMetadata: toWebCommand({ url, type: 'UNKNOWN', rootVe: 83769 }),
    signInEndpoint: { idamTag: '66429' },
  };
}
