/** HLS playlists: which tracks there are, and the segments of one. */
import { Parser } from 'm3u8-parser';
import { AppError } from '../../../shared/app-error.ts';
import { buildList, resolveUrl, withoutQuery } from './build-list.ts';
import { toPlainPlaylist } from './plain-playlist.ts';
import {
  type ParsedList,
  type ParsedManifest,
  type ParsedRendition,
  parsedManifestSchema,
} from './playlist-schema.ts';
import type { SegmentList, Stream, StreamTrack } from './stream.ts';

/** Encryption that only a licence opens, by the tags themselves: the parser leaves out those it does not know. */
const drmTag = /^#EXT-X-(?:SESSION-)?KEY:(?:(?!.*METHOD=(?:NONE|AES-128)\b)|.*KEYFORMAT="(?!identity"))/m;

function runParser(text: string): unknown {
  const parser = new Parser();
  parser.addParser({ expression: /^#EXT-X-GAP/, customType: 'gap', segment: true });
  try {
    parser.push(text);
    parser.end();
  } catch (cause) {
    throw new AppError('media.unsupported', 'The HLS playlist is not understood.', { cause });
  }
  return parser.manifest;
}

function parse(text: string, base: string): ParsedManifest {
  if (!text.trimStart().startsWith('#EXTM3U'))
    throw new AppError('media.wrong_type', 'This is no HLS playlist.');
  if (drmTag.test(text)) throw new AppError('media.drm');
  const parsed = parsedManifestSchema.safeParse(runParser(toPlainPlaylist(text, base)));
  if (!parsed.success) throw new AppError('media.unsupported', undefined, { cause: parsed.error });
  if (parsed.data.contentProtection) throw new AppError('media.drm');
  return parsed.data;
}

const plainTrack: Omit<StreamTrack, 'id' | 'source'> = {
  language: null,
  name: null,
  width: null,
  height: null,
  fps: null,
  codecs: null,
  bitrate: null,
  isDefault: false,
  audioGroup: null,
  subtitleGroup: null,
  group: null,
};

const isSoundAlone = (codecs: string | undefined): boolean =>
  codecs?.split(',').every((codec) => /^(?:mp4a|ac-3|ec-3|opus|flac)/i.test(codec.trim())) ?? false;

function toVideo({ attributes = {}, uri }: ParsedList, base: string): StreamTrack {
  const url = resolveUrl(uri, base);
  const { BANDWIDTH, CODECS, RESOLUTION, AUDIO, SUBTITLES } = attributes;
  return {
    ...plainTrack,
    id: `${RESOLUTION?.height ?? 0}p-${BANDWIDTH ?? 0}`,
    width: RESOLUTION?.width ?? null,
    height: RESOLUTION?.height ?? null,
    fps: attributes['FRAME-RATE'] || null,
    codecs: CODECS ?? null,
    bitrate: attributes['AVERAGE-BANDWIDTH'] || BANDWIDTH || null,
    audioGroup: AUDIO ?? null,
    subtitleGroup: SUBTITLES ?? null,
    source: { type: 'playlist', url },
  };
}

/**
 * Groups whose sound is in the videos themselves: a rendition without an address is (RFC 8216, 4.3.4.1), and is the one to
 * take where no other is.
 */
function listInner(groups: Record<string, Record<string, ParsedRendition>>): Set<string> {
  const isInner = (renditions: readonly ParsedRendition[]): boolean => {
    const preferred = renditions.filter((rendition) => rendition.default);
    return (preferred.length > 0 ? preferred : renditions).some(({ uri }) => !uri);
  };
  return new Set(
    Object.entries(groups).flatMap(([group, renditions]) =>
      isInner(Object.values(renditions)) ? [group] : [],
    ),
  );
}

/** Those that have an address of their own. */
function listRenditions(
  groups: Record<string, Record<string, ParsedRendition>>,
  base: string,
): StreamTrack[] {
  return Object.entries(groups).flatMap(([group, renditions]) =>
    Object.entries(renditions).flatMap(([name, { uri, language, default: isDefault = false }]) => {
      if (!uri) return [];
      const source = { type: 'playlist', url: resolveUrl(uri, base) } as const;
      return [
        { ...plainTrack, id: `${group}-${name}`, name, language: language ?? null, isDefault, group, source },
      ];
    }),
  );
}

const sumDurations = ({ segments }: ParsedList): number =>
  segments.reduce((sum, { duration }) => sum + duration, 0);

/** The same again from elsewhere is no choice, but what is taken where the first is not there (RFC 8216, 6.2.4). */
function joinRedundant(videos: readonly StreamTrack[]): StreamTrack[] {
  const joined = new Map<string, StreamTrack>();
  for (const track of videos) {
    const { source, ...said } = track;
    const name = JSON.stringify(said);
    const known = joined.get(name)?.source;
    if (known?.type === 'playlist' && source.type === 'playlist')
      joined.set(name, { ...said, source: { ...known, spares: [...(known.spares ?? []), source.url] } });
    else joined.set(name, track);
  }
  return [...joined.values()];
}

/** The segments of a media playlist. Throws `platform.not_finished` for a stream that is still on, `media.drm`. */
export function readHlsList(text: string, address: string): SegmentList {
  const base = withoutQuery(address);
  const manifest = parse(text, base);
  // A playlist that leads to playlists again has no end.
  if (manifest.playlists.length > 0)
    throw new AppError('media.unsupported', 'The playlist of a track leads to other playlists.');
  // Of what is called complete nothing comes any more (RFC 8216, 4.3.3.5), whether its end is marked or not.
  if (!manifest.endList && manifest.playlistType !== 'VOD') throw new AppError('platform.not_finished');
  return buildList(manifest, base);
}

/** What an address offers: a master playlist's tracks, or the one track of a media playlist. */
export function readHls(text: string, address: string): Stream {
  const base = withoutQuery(address);
  const manifest = parse(text, base);
  if (manifest.playlists.length === 0) {
    const source = { type: 'segments', list: readHlsList(text, base) } as const;
    const track = { ...plainTrack, id: '0p-0', source };
    return { type: 'hls', durationSec: sumDurations(manifest), videos: [track], audios: [], subtitles: [] };
  }
  const { AUDIO, SUBTITLES } = manifest.mediaGroups;
  const inner = listInner(AUDIO);
  const readVideo = (list: ParsedList): StreamTrack => {
    const video = toVideo(list, base);
    return { ...video, audioGroup: inner.has(video.audioGroup ?? '') ? null : video.audioGroup };
  };
  const isSound = ({ attributes }: ParsedList): boolean =>
    !attributes?.RESOLUTION && isSoundAlone(attributes?.CODECS);
  return {
    type: 'hls',
    durationSec: null,
    videos: joinRedundant(manifest.playlists.filter((list) => !isSound(list)).map(readVideo)),
    audios: [
      ...listRenditions(AUDIO, base),
      ...manifest.playlists.filter(isSound).map((list) => ({ ...toVideo(list, base), audioGroup: null })),
    ],
    subtitles: listRenditions(SUBTITLES, base),
    hasInnerCaptions: Object.keys(manifest.mediaGroups['CLOSED-CAPTIONS']).length > 0,
  };
}
