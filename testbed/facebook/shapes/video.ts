import { toVideoStoryId } from '../catalog/ids.ts';
import type { Video } from '../catalog/model.ts';
import { toVideoUrl } from '../catalog/posts.ts';
import { findVideoFile, listProgressive } from '../video-files.ts';
import { type AnswerContext, type Json, toGeneration } from './context.ts';
import { toDashManifest } from './dash.ts';

/** A video as players get it: how to show it, and nothing about it. */
export function toPlayer(context: AnswerContext, video: Video): Json {
  const { media } = context;
  const size = findSize(video);
  const picture = media.buildScaled({ id: `video/${video.id}`, ...size }, 720);
  return {
    ...size,
    id: video.id,
    thumbnailImage: { uri: picture.uri },
    is_live_streaming: false,
    is_video_broadcast: false,
    is_looping: false,
    loop_count: 0,
    is_spherical: false,
    permalink_url: toVideoUrl(video),
    captions_url: video.hasCaptions ? media.buildCaptions(video) : null,
    video_available_captions_locales: video.hasCaptions
      ? [
          {
            localized_creation_method: 'Auto-generated',
            captions_url: media.buildCaptions(video),
            locale: 'en_US',
            localized_language: 'English',
            localized_country: null,
          },
        ]
      : [],
    video_status_type: 'OK',
    can_use_oz: true,
    ...toDelivery(context, video),
    drm_info: '{"video_license_uri_map":{},"graph_api_video_license_uri":null,"fairplay_cert":null}',
    audio_availability: 'AVAILABLE',
    muted_segments: [],
    preferred_thumbnail: { image: { uri: picture.uri }, image_preview_payload: null, id: `9${video.id}` },
  };
}

/** A video in a post: its player, whose it is, and when it was published. */
export function toVideo(context: AnswerContext, video: Video): Json {
  const { width, height } = findSize(video);
  return {
    __typename: 'Video',
    ...toPlayer(context, video),
    owner: { __typename: video.owner.kind, id: video.owner.id, __isVideoOwner: video.owner.kind },
    playable_duration_in_ms: video.clip.durationSec * 1000,
    url: toVideoUrl(video),
    videoId: video.id,
    publish_time: video.createdAtSec,
    original_width: width,
    original_height: height,
    creation_story: {
      shareable: { __typename: 'Video', wwwUrl: toVideoUrl(video), __isNode: 'Video', id: video.id },
      id: toVideoStoryId(video.owner.id, video.id),
    },
    __isNode: 'Video',
  };
}

/** Where the files are. The old fields and the new ones exclude each other; SD comes before HD. */
function toDelivery(context: AnswerContext, video: Video): Json {
  const { media } = context;
  const { sd, hd } = listProgressive(video.clip);
  const urls = { sd: media.buildVideo(video, sd.name), hd: hd ? media.buildVideo(video, hd.name) : null };
  const manifest = toDashManifest(context, video);
  const debugUrl = `https://www.facebook.com/dash_mpd_debug.mpd?v=${video.id}&dummy=.mpd`;
  if (toGeneration(context, video.id) === '2025') {
    return {
      videoDeliveryLegacyFields: {
        dash_manifest_xml_string: manifest,
        dash_manifest_url: debugUrl,
        browser_native_sd_url: urls.sd,
        browser_native_hd_url: urls.hd,
        id: video.id,
      },
      videoDeliveryResponseFragment: null,
    };
  }
  const progressive = (url: string | null, quality: 'SD' | 'HD') => ({
    progressive_url: url,
    failure_reason: url === null ? { type: 'NotAvailable', message_format: '', message_params: [] } : null,
    metadata: { quality },
  });
  const noHls = { type: 'NotEligibleForHls', message_format: '', message_params: [] };
  return {
    videoDeliveryLegacyFields: null,
    videoDeliveryResponseFragment: {
      videoDeliveryResponseResult: {
        dash_manifests: [{ manifest_xml: manifest, failure_reason: null }],
        dash_manifest_urls: [{ manifest_url: debugUrl, failure_reason: null }],
        progressive_urls: [progressive(urls.sd, 'SD'), progressive(urls.hd, 'HD')],
        hls_playlist_urls: [{ hls_playlist_url: null, failure_reason: noHls }],
      },
      id: video.id,
    },
  };
}

/** Pixels of the largest file. */
export function findSize({ clip }: Pick<Video, 'clip'>): { width: number; height: number } {
  const names = ['av1_1080', '137', 'vp9_720', 'h264_540', '134'];
  const largest = names.map((name) => findVideoFile(clip, name)).find((file) => file !== undefined);
  return { width: largest?.width ?? 640, height: largest?.height ?? 360 };
}
