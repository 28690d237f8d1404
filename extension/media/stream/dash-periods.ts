/** The periods of a DASH manifest, each read as if it were a manifest of its own. */
import { inheritAttributes, stringToMpdXml, toM3u8, toPlaylists } from 'mpd-parser';
import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import { type ParsedManifest, parsedManifestSchema } from './playlist-schema.ts';

const segmentsSchema = z.looseObject({
  presentationTimeOffset: z.number().default(0),
  timescale: z.number().positive().default(1),
  /** Of each segment; without one a timeline says it. */
  duration: z.number().optional(),
  /** Of a list. */
  segmentUrls: z.array(z.unknown()).default([]),
});

const representationSchema = z.looseObject({
  attributes: z.looseObject({
    periodStart: z.number(),
    periodDuration: z.number().optional(),
    sourceDuration: z.number(),
  }),
  segmentInfo: z.looseObject({
    template: segmentsSchema.optional(),
    base: z.unknown().optional(),
    list: segmentsSchema.optional(),
    segmentTimeline: z.array(z.looseObject({ r: z.number().optional() })).optional(),
  }),
});
type Representation = z.infer<typeof representationSchema>;

/** A stretch of the film that has tracks of its own. */
export interface Period {
  startSec: number;
  durationSec: number;
  manifest: ParsedManifest;
}

/**
 * The parser takes a timeline that goes on to its end for one to the end of the film, and its times for those of the
 * period, which begin at another time where an offset says so.
 */
function limit(one: Representation, periodSec: number, isLast: boolean): Representation {
  const { attributes, segmentInfo } = one;
  const { template, base, list, segmentTimeline } = segmentInfo;
  const { presentationTimeOffset = 0, timescale = 1 } = template ?? list ?? {};
  // What is listed is there, however the length of the film was rounded; the parser takes a list only where it stands alone.
  const isListed = isLast && !template && !base;
  const durationSec = isListed ? Math.max(periodSec, toLastListedSec(one)) : periodSec;
  const limited = { ...attributes, periodDuration: durationSec };
  if (segmentTimeline)
    return {
      attributes: { ...limited, sourceDuration: durationSec + presentationTimeOffset / timescale },
      segmentInfo,
    };
  // Steps of one length begin with their period, whatever their clock says then.
  const own = {
    ...(template && { template: { ...template, presentationTimeOffset: 0 } }),
    ...(list && { list: { ...list, presentationTimeOffset: 0 } }),
  };
  return { attributes: { ...limited, sourceDuration: durationSec }, segmentInfo: { ...segmentInfo, ...own } };
}

/** A segment is longer. */
const leastSec = 0.01;

/** Seconds that the segments of a list last; 0 of what is no list. */
function toListedSec({ segmentInfo: { list } }: Representation): number {
  const { duration = 0, timescale = 1, segmentUrls = [] } = list ?? {};
  return (segmentUrls.length * duration) / timescale;
}

/** Seconds at which the last of them has begun. */
const toLastListedSec = (one: Representation): number => {
  const count = one.segmentInfo.list?.segmentUrls.length ?? 0;
  return count === 0 ? 0 : (toListedSec(one) * (count - 1)) / count + leastSec;
};

/** Whether its segments go on to the end of the film, wherever that is. */
const isOpen = ({ segmentInfo: { template, segmentTimeline } }: Representation): boolean =>
  segmentTimeline ? (segmentTimeline.at(-1)?.r ?? 0) < 0 : template?.duration !== undefined;

/** As long as the manifest says, or as its lists are long; 0 where neither does. Throws `media.unsupported` for what then has no end. */
function toLength(saidSec: number, own: readonly Representation[]): number {
  if (saidSec > 0) return saidSec;
  if (own.some(isOpen))
    throw new AppError(
      'media.unsupported',
      'The DASH manifest does not say how long the film is, and so nobody knows how many segments it has.',
    );
  return Math.max(0, ...own.map(toListedSec));
}

function readRepresentations(text: string, base: string): Representation[] {
  const { representationInfo } = inheritAttributes(stringToMpdXml(text), { manifestUri: base });
  return z.array(representationSchema).parse(representationInfo);
}

/** A track is listed once for each of the base addresses that it has: the first of them is taken. */
function listOnce(own: readonly Representation[]): Representation[] {
  const known = new Set<string>();
  return own.filter(({ attributes }) => {
    const { id, bandwidth, codecs, mimeType, width, height, lang, role, label } = attributes;
    const name = JSON.stringify([id, bandwidth, codecs, mimeType, width, height, lang, role, label]);
    return !known.has(name) && known.add(name);
  });
}

const playlistsSchema = z.array(z.looseObject({ attributes: z.looseObject({ id: z.string().default('') }) }));

/** The parser takes tracks of one name for one that goes on, and some manifests name them anew in each set. */
function withOwnNames(playlists: readonly unknown[]): unknown[] {
  const known = new Map<string, number>();
  return playlistsSchema.parse(playlists).map((playlist) => {
    const { id } = playlist.attributes;
    const count = known.get(id) ?? 0;
    known.set(id, count + 1);
    return count === 0
      ? playlist
      : { ...playlist, attributes: { ...playlist.attributes, id: `${id}~${count}` } };
  });
}

function buildPeriods(all: readonly Representation[]): Period[] {
  const starts = [...new Set(all.map(({ attributes }) => attributes.periodStart))].sort((a, b) => a - b);
  return starts.map((startSec, place) => {
    const own = listOnce(all.filter(({ attributes }) => attributes.periodStart === startSec));
    const { periodDuration, sourceDuration = 0 } = own[0]?.attributes ?? {};
    const next = starts[place + 1];
    const saidSec = next === undefined ? (periodDuration ?? sourceDuration - startSec) : next - startSec;
    const durationSec = toLength(saidSec, own);
    const limited = own.map((one) => limit(one, durationSec, next === undefined));
    const dashPlaylists = withOwnNames(toPlaylists(limited));
    return { startSec, durationSec, manifest: parsedManifestSchema.parse(toM3u8({ dashPlaylists })) };
  });
}

/** Throws `media.unsupported` for what is not understood. */
export function readPeriods(text: string, base: string): Period[] {
  try {
    return buildPeriods(readRepresentations(text, base));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('media.unsupported', 'The DASH manifest is not understood.', { cause });
  }
}
