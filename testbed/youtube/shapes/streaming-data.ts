import type { ClipStream } from '../../media/clip.ts';
import type { Video } from '../catalog/model.ts';
import type { Json, PageContext } from './page-context.ts';
import type { PlayerClient, PlayerOptions } from './player.ts';

const qualities: Record<number, string> = { 144: 'tiny', 240: 'small', 360: 'medium', 480: 'large' };

/** The web gets its adaptive formats without addresses (they come through another protocol); televisions and headsets get them. */
export function toStreamingData(context: PageContext, video: Video, options: PlayerOptions): Json {
  const offered = video.clip.streams;
  const muxed = offered.filter(({ kind }) => kind === 'muxed');
  const adaptive = offered.filter(({ kind }) => kind !== 'muxed');
  const withUrls = hasPlainUrls(options.client);
  const hasHls = options.client === 'VISIONOS' && video.clip.hlsDir !== undefined;
  const hls = hasHls ? options.buildHlsUrl?.(video) : undefined;
  const first = offered[0];
  const sabr = first ? options.buildUrl(video, first).replace(/&itag=\d+/, '&sabr=1') : '';
  return {
    expiresInSeconds: '21540',
    ...(options.client !== 'VISIONOS' && {
      formats: muxed.map((stream) => toFormat(video, stream, options.buildUrl(video, stream))),
    }),
    adaptiveFormats: adaptive.map((stream) =>
      toFormat(video, stream, withUrls ? options.buildUrl(video, stream) : undefined),
    ),
    ...(hls !== undefined && { hlsManifestUrl: hls }),
    ...(!withUrls && { serverAbrStreamingUrl: sabr }),
    ...(options.client === 'TVHTML5' && { aspectRatio: 1.78 }),
    ...(context.viewer && { probeUrl: undefined }),
  };
}

function hasPlainUrls(client: PlayerClient): boolean {
  return client === 'VISIONOS' || client === 'TVHTML5' || client === 'WEB_EMBEDDED_PLAYER';
}

function toFormat(video: Video, stream: ClipStream, url?: string): Json {
  return {
    itag: stream.itag,
    ...(url !== undefined && { url }),
    mimeType: stream.mimeType,
    bitrate: Math.round(stream.bitsPerSec * 1.3),
    ...(stream.kind !== 'audio' && toPictureFields(stream)),
    ...toSpans(stream),
    lastModified: String(video.publishedAtMs * 1000),
    ...(stream.kind !== 'muxed' && { contentLength: String(stream.sizeBytes) }),
    projectionType: 'RECTANGULAR',
    averageBitrate: Math.round(stream.bitsPerSec),
    approxDurationMs: String(stream.durationMs),
    ...(stream.kind !== 'video' && toSoundFields(stream)),
  };
}

function toPictureFields(stream: ClipStream): Json {
  const height = toHeightClass(stream);
  return {
    width: stream.width,
    height: stream.height,
    quality: qualities[height] ?? `hd${height}`,
    fps: stream.fps ?? 25,
    qualityLabel: `${height}p`,
    qualityOrdinal: `QUALITY_ORDINAL_${height}P`,
  };
}

function toSoundFields(stream: ClipStream): Json {
  return {
    ...(stream.kind === 'audio' && { quality: 'tiny' }),
    audioQuality: stream.kind === 'audio' ? 'AUDIO_QUALITY_MEDIUM' : 'AUDIO_QUALITY_LOW',
    audioSampleRate: String(stream.sampleRateHz ?? 48_000),
    audioChannels: stream.channels ?? 2,
    ...(stream.kind === 'audio' && { loudnessDb: -10.9 }),
  };
}

/** Where a separate track has its header and its index. */
function toSpans({ initRange, indexRange }: ClipStream): Json {
  const toSpan = ({ start, end }: { start: number; end: number }) => ({
    start: String(start),
    end: String(end),
  });
  return {
    ...(initRange && { initRange: toSpan(initRange) }),
    ...(indexRange && { indexRange: toSpan(indexRange) }),
  };
}

const heightClasses = [144, 240, 360, 480, 720, 1080, 1440, 2160] as const;

/** The shorter side decides, so that upright videos are named by their class. */
function toHeightClass({ width = 0, height = 0 }: ClipStream): number {
  return heightClasses.findLast((each) => each <= Math.min(width, height) + 8) ?? 144;
}
