/** DASH manifests: which tracks there are, and the segments of each. */
import { parse } from 'mpd-parser';
import { AppError } from '../../../shared/app-error.ts';
import { buildList, resolveUrl } from './build-list.ts';
import { countSegments } from './count-segments.ts';
import { type ParsedList, type ParsedRendition, parsedManifestSchema } from './playlist-schema.ts';
import type { Stream, StreamTrack, TrackSource } from './stream.ts';

/** Ten hours in steps of two seconds, in fifty qualities. More would be made in memory before any of it is fetched. */
const maxSegments = 900_000;

/** A file with an index of its own, or a file that is named once, is fetched as any other file. */
function toSource(list: ParsedList, base: string): TrackSource {
  if (list.sidx) return { type: 'file', url: resolveUrl(list.sidx.resolvedUri, base) };
  const [first, ...more] = list.segments;
  if (first && more.length === 0 && !first.map && !first.byterange)
    return { type: 'file', url: resolveUrl(first.resolvedUri, base) };
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

function parseManifest(text: string, base: string): unknown {
  try {
    return parse(text, { manifestUri: base });
  } catch (cause) {
    throw new AppError('media.unsupported', 'The DASH manifest is not understood.', { cause });
  }
}

/** What a manifest offers. Throws `media.drm`, `platform.not_finished` for a stream that is still on. */
export function readDash(text: string, base: string): Stream {
  if (!/<MPD[\s>]/.test(text)) throw new AppError('media.wrong_type', 'This is no DASH manifest.');
  if (/<(?:\w+:)?ContentProtection[\s>/]/.test(text)) throw new AppError('media.drm');
  if (/<MPD\b[^>]*\btype\s*=\s*["']dynamic["']/.test(text)) throw new AppError('platform.not_finished');
  if (!(countSegments(text) <= maxSegments))
    throw new AppError('media.unsupported', 'The DASH manifest names more segments than any film has.');
  const parsed = parsedManifestSchema.safeParse(parseManifest(text, base));
  if (!parsed.success) throw new AppError('media.unsupported', undefined, { cause: parsed.error });
  const { playlists, mediaGroups, duration } = parsed.data;
  return {
    type: 'dash',
    durationSec: duration ?? null,
    videos: playlists.map((list) => toTrack(list, base)),
    audios: listRenditions(mediaGroups.AUDIO, base),
    subtitles: listRenditions(mediaGroups.SUBTITLES, base),
  };
}
