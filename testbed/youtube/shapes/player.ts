import type { ClipStream } from '../../media/clip.ts';
import type { CaptionTrack, Video } from '../catalog/model.ts';
import { toResponseContext } from './envelope.ts';
import { toPlayerThumbnails } from './images.ts';
import { isVisible, type Json, type PageContext } from './page-context.ts';
import { toPlayability } from './playability.ts';
import { toStreamingData } from './streaming-data.ts';
import { toPacificIso, toSimple } from './text.ts';

/** Which program asks; each gets something else. */
export type PlayerClient =
  | 'WEB'
  | 'WEB_EMBEDDED_PLAYER'
  | 'TVHTML5'
  | 'VISIONOS'
  | 'ANDROID'
  | 'IOS'
  | 'MWEB'
  | 'other';

/** Where media is to be had. */
export interface PlayerUrls {
  buildUrl(video: Video, stream: ClipStream): string;
  /** Absent where no segmented streams are offered. */
  buildHlsUrl?(video: Video): string;
}

export interface PlayerOptions extends PlayerUrls {
  client: PlayerClient;
}

/** The answer about a video that exists. */
export function toPlayer(context: PageContext, video: Video, options: PlayerOptions): Json {
  const playability = toPlayability(context, video, options.client);
  const isPlayable = playability.status === 'OK';
  const hasDetails = isVisible(context, video) && playability.status !== 'LOGIN_REQUIRED';
  return {
    responseContext: toResponseContext(context, { is_viewed_live: 'False' }),
    playabilityStatus: playability,
    ...(isPlayable && { streamingData: toStreamingData(context, video, options) }),
    ...(isPlayable && toPlaybackTracking(video)),
    ...(isPlayable && video.captions.length > 0 && { captions: toCaptions(video) }),
    ...(hasDetails && { videoDetails: toVideoDetails(context, video) }),
    ...(isPlayable && {
      playerConfig: { audioConfig: { loudnessDb: -10.9, enablePerFormatLoudness: true } },
    }),
    ...(hasDetails && hasMicroformat(options.client) && { microformat: toMicroformat(video) }),
    trackingParams: context.track(),
  };
}

/** The answer about a video that never was or is gone. */
export function toMissingPlayer(context: PageContext, reason = 'Video unavailable'): Json {
  const subreason = { simpleText: reason === 'Video unavailable' ? 'This video is unavailable' : reason };
  return {
    responseContext: toResponseContext(context, {}),
    playabilityStatus: {
      status: 'ERROR',
      reason,
      errorScreen: {
        playerErrorMessageRenderer: {
          reason: toSimple(reason),
          subreason,
          icon: { iconType: 'ERROR_OUTLINE' },
        },
      },
      contextParams: 'Q0FFU0FnZ0I=',
    },
    trackingParams: context.track(),
  };
}

/** Exact dates and counts are in the answers of the web alone. */
function hasMicroformat(client: PlayerClient): boolean {
  return client === 'WEB' || client === 'MWEB';
}

function toVideoDetails(context: PageContext, video: Video): Json {
  return {
    videoId: video.id,
    title: video.title,
    lengthSeconds: String(video.durationSec),
    ...(video.tags.length > 0 && { keywords: video.tags }),
    channelId: video.channel.id,
    isOwnerViewing: context.viewer?.channel?.id === video.channel.id,
    shortDescription: video.description,
    isCrawlable: video.privacy === 'public',
    thumbnail: { thumbnails: toPlayerThumbnails(video.id, video.hasMaxThumbnail) },
    allowRatings: true,
    viewCount: String(video.views),
    author: video.channel.title,
    isPrivate: video.privacy === 'private',
    isUnpluggedCorpus: false,
    isLiveContent: video.kind === 'live',
    ...(video.restriction === 'upcoming' && { isUpcoming: true }),
  };
}

function toMicroformat(video: Video): Json {
  const published = toPacificIso(video.publishedAtMs);
  const name = video.hasMaxThumbnail ? 'maxresdefault' : 'hqdefault';
  const [width, height] = video.kind === 'short' ? [720, 1280] : [1280, 720];
  const live = {
    isLiveNow: false,
    startTimestamp: new Date(video.publishedAtMs).toISOString().replace('.000Z', '+00:00'),
    endTimestamp: new Date(video.publishedAtMs + video.durationSec * 1000)
      .toISOString()
      .replace('.000Z', '+00:00'),
  };
  return {
    playerMicroformatRenderer: {
      thumbnail: {
        thumbnails: [{ url: `https://i.ytimg.com/vi/${video.id}/${name}.jpg`, width: 1280, height: 720 }],
      },
      embed: { iframeUrl: `https://www.youtube.com/embed/${video.id}`, width, height },
      title: toSimple(video.title),
      description: toSimple(video.description),
      lengthSeconds: String(video.durationSec),
      ownerProfileUrl: `http://www.youtube.com/${video.channel.handle}`,
      externalChannelId: video.channel.id,
      isFamilySafe: video.restriction !== 'age',
      availableCountries: ['AT', 'CH', 'DE', 'FR', 'GB', 'JP', 'US'],
      isUnlisted: video.privacy === 'unlisted',
      hasYpcMetadata: false,
      viewCount: String(video.views),
      category: video.category,
      publishDate: published,
      ownerChannelName: video.channel.title,
      ...(video.kind === 'live' && { liveBroadcastDetails: live }),
      uploadDate: published,
      isShortsEligible: video.kind === 'short',
      externalVideoId: video.id,
      likeCount: String(video.likes),
      canonicalUrl: `https://www.youtube.com/watch?v=${video.id}`,
    },
  };
}

function toCaptions(video: Video): Json {
  return {
    playerCaptionsTracklistRenderer: {
      captionTracks: video.captions.map((track) => toCaptionTrack(video, track)),
      audioTracks: [
        {
          captionTrackIndices: video.captions.map((_, index) => index),
          captionsInitialState: 'CAPTIONS_INITIAL_STATE_OFF_RECOMMENDED',
        },
      ],
      translationLanguages: [
        { languageCode: 'de', languageName: toSimple('German') },
        { languageCode: 'en', languageName: toSimple('English') },
        { languageCode: 'ja', languageName: toSimple('Japanese') },
      ],
      defaultAudioTrackIndex: 0,
    },
  };
}

function toCaptionTrack(video: Video, { languageCode, name, automatic }: CaptionTrack): Json {
  const query = new URLSearchParams({
    v: video.id,
    ei: Buffer.from(video.id).toString('base64url'),
    caps: 'asr',
    expire: '1893456000',
    sparams: 'ip,ipbits,expire,v,ei,caps',
    key: 'yt8',
    ...(automatic && { kind: 'asr' }),
    lang: languageCode,
  });
  return {
    baseUrl: `https://www.youtube.com/api/timedtext?${query}`,
    name: toSimple(name),
    vssId: `${automatic ? 'a' : ''}.${languageCode}`,
    languageCode,
    ...(automatic && { kind: 'asr' }),
    isTranslatable: true,
    trackName: '',
  };
}

function toPlaybackTracking(video: Video): Json {
  const baseUrl = (kind: string) => ({
    baseUrl: `https://s.youtube.com/api/stats/${kind}?docid=${video.id}&ns=yt&el=detailpage`,
  });
  return {
    playbackTracking: {
      videostatsPlaybackUrl: baseUrl('playback'),
      videostatsWatchtimeUrl: baseUrl('watchtime'),
      qoeUrl: baseUrl('qoe'),
    },
  };
}
