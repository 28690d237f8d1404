/** DASH manifests: which tracks there are, and the segments of each. */
import { AppError } from '../../../shared/app-error.ts';
import { buildList, resolveUrl, withoutQuery } from './build-list.ts';
import { countSegments } from './count-segments.ts';
import { type Period, readPeriods } from './dash-periods.ts';
import { joinPeriods, type PeriodTracks } from './join-periods.ts';
import { checkAddressRoom, measureLongest, toPlainManifest } from './plain-manifest.ts';
import type { ParsedList, ParsedRendition } from './playlist-schema.ts';
import type { IndexedFile, Stream, StreamTrack, TrackSource } from './stream.ts';

/** Ten hours in steps of two seconds, in fifty qualities. More would be made in memory before any of it is fetched. */
const maxSegments = 900_000;

/** Where nobody says what stands before the segments, all before the index does. */
function toIndexed({ byterange, map }: NonNullable<ParsedList['sidx']>, url: string): IndexedFile | null {
  if (!byterange) return null;
  const { offset = 0, length = byterange.offset } = map?.byterange ?? {};
  return {
    url,
    index: [byterange.offset, byterange.offset + byterange.length],
    init: [offset, offset + length],
  };
}

/** A file with an index of its own, or a file that is named once, is fetched as any other file. */
function toSource(list: ParsedList, base: string): TrackSource {
  const { sidx, segments } = list;
  if (sidx) {
    const url = resolveUrl(sidx.resolvedUri, base);
    return { type: 'file', url, indexed: toIndexed(sidx, url) };
  }
  const [first, ...more] = segments;
  if (first && more.length === 0 && !first.map?.uri && !first.byterange)
    return { type: 'file', url: resolveUrl(first.resolvedUri, base), indexed: null };
  return { type: 'segments', list: buildList(list, base) };
}

function toTrack(list: ParsedList, base: string): StreamTrack {
  const { NAME, BANDWIDTH, CODECS, RESOLUTION, AUDIO, SUBTITLES, ...more } = list.attributes ?? {};
  return {
    id: NAME ?? '',
    language: null,
    name: null,
    isDefault: false,
    group: null,
    width: RESOLUTION?.width ?? null,
    height: RESOLUTION?.height ?? null,
    fps: more['FRAME-RATE'] || null,
    codecs: CODECS ?? null,
    bitrate: BANDWIDTH || null,
    audioGroup: AUDIO ?? null,
    subtitleGroup: SUBTITLES ?? null,
    source: toSource(list, base),
  };
}

function listRenditions(
  groups: Record<string, Record<string, ParsedRendition>>,
  base: string,
): StreamTrack[] {
  return Object.entries(groups).flatMap(([group, renditions]) =>
    Object.entries(renditions).flatMap(([name, { language, default: isDefault = false, playlists = [] }]) =>
      playlists.map((list) => ({
        ...toTrack(list, base),
        group,
        name,
        isDefault,
        language: language || null,
      })),
    ),
  );
}

const toTracks = ({ startSec, durationSec, manifest }: Period, base: string): PeriodTracks => ({
  startSec,
  durationSec,
  videos: manifest.playlists.map((list) => toTrack(list, base)),
  audios: listRenditions(manifest.mediaGroups.AUDIO, base),
  subtitles: listRenditions(manifest.mediaGroups.SUBTITLES, base),
});

/** A period that is kept elsewhere; what is to be found nowhere is left out. */
const farPeriod = /<Period\b[^>]*\s\w+:href\s*=\s*["'](?!urn:mpeg:dash:resolve-to-zero)/;

/** Of sets of tracks that are not the film itself: pictures to jump by (DASH-IF IOP, 3.2.9), and the film with its interpreter. */
const besideMarks = [
  /<EssentialProperty\b[^>]*["']http:\/\/dashif\.org\/guidelines\/trickmode["']/,
  /<Role\b[^>]*\bvalue\s*=\s*["']sign["']/,
];

/** Without them, where there is another picture. */
function withoutBeside(text: string): string {
  const isSet = (piece: string): boolean => piece.startsWith('<AdaptationSet');
  const pieces = text.split(/(?=<AdaptationSet\b)|(?<=<\/AdaptationSet>)/);
  const kept = pieces.filter((piece) => !isSet(piece) || !besideMarks.some((mark) => mark.test(piece)));
  return kept.some((piece) => isSet(piece) && /["']video\b/.test(piece)) ? kept.join('') : text;
}

/** A manifest may give its own tags a prefix, which nobody who reads it here knows. */
function withoutPrefix(text: string): string {
  const prefix = /<(\w+):MPD[\s>]/.exec(text)?.[1];
  return prefix === undefined ? text : text.replaceAll(new RegExp(`<(/?)${prefix}:`, 'g'), '<$1');
}

/** What a manifest offers. Throws `media.drm`, `platform.not_finished` for a stream that is still on. */
export function readDash(given: string, address: string): Stream {
  const base = withoutQuery(address);
  const text = withoutPrefix(toPlainManifest(given));
  if (!/<MPD[\s>]/.test(text)) throw new AppError('media.wrong_type', 'This is no DASH manifest.');
  if (/<(?:\w+:)?ContentProtection[\s>/]/.test(text)) throw new AppError('media.drm');
  if (/<MPD\b[^>]*\btype\s*=\s*["']dynamic["']/.test(text)) throw new AppError('platform.not_finished');
  if (farPeriod.test(text))
    throw new AppError(
      'media.unsupported',
      'A part of the stream is described elsewhere, which is not read.',
    );
  const count = countSegments(text);
  if (!(count <= maxSegments))
    throw new AppError('media.unsupported', 'The DASH manifest names more segments than any film has.');
  checkAddressRoom(count * (measureLongest(text) + base.length));
  const periods = readPeriods(withoutBeside(text), base).map((period) => toTracks(period, base));
  const [first, ...more] = periods;
  if (!first) return { type: 'dash', durationSec: null, videos: [], audios: [], subtitles: [] };
  const durationSec = periods.reduce((sum, period) => sum + period.durationSec, 0) || null;
  const { videos, audios, subtitles } = more.length > 0 ? joinPeriods(periods) : first;
  return { type: 'dash', durationSec, videos, audios, subtitles };
}
