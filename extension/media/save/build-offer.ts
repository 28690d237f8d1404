/** What the browser can save by itself, in the words in which the companion describes a page. Pure. */
import {
  audioFormats,
  type Quality,
  qualityWords,
  toMaxSide,
  toShorterSide,
} from '../../../shared/model/quality.ts';
import type { Format, PageVideo, Preset } from '../../../shared/protocol/download-commands.ts';
import type { StreamTrack } from '../stream/stream.ts';
import type { LookedAt } from './looked.ts';

type Media = Exclude<LookedAt, { type: 'page' }>;

const noFormat: Format = {
  id: 'file',
  container: 'mp4',
  width: null,
  height: null,
  fps: null,
  videoCodec: null,
  audioCodec: null,
  audioChannels: null,
  bitrate: null,
  bytes: null,
  bytesEstimated: false,
  hdr: false,
  language: null,
  protocol: 'https',
  drm: false,
  note: '',
};

const isSound = (codec: string): boolean => /^(?:mp4a|ac-3|ec-3|opus|flac|vorbis)/i.test(codec);

function splitCodecs(codecs: string | null): Pick<Format, 'videoCodec' | 'audioCodec'> {
  const all = (codecs ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  return { videoCodec: all.find((one) => !isSound(one)) ?? null, audioCodec: all.find(isSound) ?? null };
}

const toFormat = (
  { id, width, height, fps, bitrate, codecs }: StreamTrack,
  type: 'hls' | 'dash',
): Format => ({
  ...noFormat,
  id,
  width,
  height,
  fps,
  bitrate,
  ...splitCodecs(codecs),
  protocol: type === 'hls' ? 'm3u8_native' : 'http_dash_segments',
});

function listFormats(media: Media): Format[] {
  if (media.type === 'stream') return media.stream.videos.map((track) => toFormat(track, media.stream.type));
  return [{ ...noFormat, container: media.extension, bytes: media.bytes }];
}

const toPreset = (quality: Quality, format: Format): Preset => ({
  quality,
  audioFormat: null,
  formatIds: [format.id],
  container: format.container,
  height: toShorterSide(format),
  bytes: format.bytes,
  bytesEstimated: false,
});

/** The best format for each word of the menu, as the form shows them. */
function listPresets(media: Media, formats: readonly Format[]): Preset[] {
  const [only] = formats;
  const sounds = audioFormats.map(
    (format): Preset => ({
      quality: 'audio',
      audioFormat: format,
      formatIds: ['audio'],
      container: format,
      height: null,
      bytes: null,
      bytesEstimated: false,
    }),
  );
  if (media.type === 'file') {
    if (!only) return [];
    return [toPreset('original', only), ...sounds];
  }
  const sideOf = (format: Format): number => toShorterSide(format) ?? 0;
  const sorted = formats.toSorted((one, other) => sideOf(other) - sideOf(one));
  const pictures = qualityWords.flatMap((quality): Preset[] => {
    if (quality === 'audio') return [];
    const side = toMaxSide(quality);
    const fitting = sorted.find((format) => side === null || sideOf(format) <= side);
    const chosen = quality === 'smallest' ? sorted.at(-1) : fitting;
    return chosen ? [toPreset(quality, chosen)] : [];
  });
  return [...pictures, ...sounds];
}

/** The last name of an address without its type, which may be nothing. */
export const toName = (url: string): string => {
  const name = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(name).replace(/\.\w{2,4}$/, '');
  } catch {
    // A name that is written in no known way is shown as it is.
    return name;
  }
};

/** `url` is what was asked for, `address` where the media are. */
export function buildOffer(
  media: Media,
  {
    url,
    address,
    title,
    thumbnail,
  }: { url: string; address: string; title: string; thumbnail: string | null },
): PageVideo {
  const formats = listFormats(media);
  const stream = media.type === 'stream' ? media.stream : null;
  const subtitles = (stream?.subtitles ?? []).map(({ language, name }) => ({
    language: language ?? 'und',
    name: name ?? language ?? '',
    automatic: false,
  }));
  return {
    kind: 'video',
    id: toName(address),
    extractor: 'browser',
    url,
    title: title || toName(address) || url,
    author: null,
    durationSec: stream?.durationSec ?? null,
    live: 'no',
    createdAt: null,
    description: '',
    chapters: [],
    entries: [],
    entryCount: null,
    more: false,
    subtitles,
    formats,
    thumbnails: thumbnail ? [{ url: thumbnail, width: null, height: null }] : [],
    presets: listPresets(media, formats),
  };
}
