/** ffprobe's JSON about one file, as the tracks and lengths that we go by. Pure. */
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import type { Chapter, MediaFile, MediaTrack } from '../../shared/protocol/media-commands.ts';
import { fitList } from '../fit-list.ts';
import { maxTracks } from './containers.ts';

/** So that the answer fits into a frame, whatever is in the file. */
const maxChapterBytes = 256 * 1024;
const maxTitle = 200;

/** A file without its size, with ffmpeg's name of the reader that has to be used for it. */
export interface ProbedMedia extends Omit<MediaFile, 'bytes'> {
  demuxer: string;
}

/** ffprobe writes most numbers as text, and some as `N/A` or `0/0`; those count as unknown. */
const numeric = z.union([z.number(), z.string()]).optional().catch(undefined);
const tags = z.record(z.string(), z.string()).optional().catch(undefined);

const probeSchema = z.object({
  format: z.object({ format_name: z.string(), duration: numeric, bit_rate: numeric, tags }),
  streams: z
    .array(
      z.object({
        index: z.number().int().nonnegative(),
        codec_type: z.string().optional(),
        codec_name: z.string().optional(),
        width: numeric,
        height: numeric,
        sample_aspect_ratio: z.string().optional(),
        pix_fmt: z.string().optional(),
        color_transfer: z.string().optional(),
        field_order: z.string().optional(),
        avg_frame_rate: z.string().optional(),
        start_time: numeric,
        duration: numeric,
        bit_rate: numeric,
        channels: numeric,
        sample_rate: numeric,
        disposition: z.object({ default: numeric, attached_pic: numeric }).optional(),
        tags,
        side_data_list: z
          .array(z.object({ rotation: numeric }))
          .optional()
          .catch(undefined),
      }),
    )
    .default([]),
  chapters: z.array(z.object({ start_time: numeric, end_time: numeric, tags })).default([]),
});
type ProbedStream = z.infer<typeof probeSchema>['streams'][number];

function toNumber(value: number | string | undefined): number | null {
  const number = typeof value === 'string' ? Number.parseFloat(value) : (value ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
}

const toCount = (value: number | string | undefined): number | null => {
  const number = toNumber(value);
  return number !== null && number >= 1 ? Math.round(number) : null;
};

/** `30000/1001` or `4:3` as a number. */
function toRatio(text: string | undefined): number | null {
  const [, over, under] = /^(\d+)[/:](\d+)$/.exec(text ?? '') ?? [];
  const ratio = Number(over) / Number(under);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}

/** Matroska has times as tags, `00:00:03.023000000`. */
function toSeconds(text: string | undefined): number | null {
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  return seconds === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const notBelowZero = (value: number | null): number | null => (value === null ? null : Math.max(0, value));

/** Tags by any case: Matroska writes them in capitals. */
const readTag = (found: Record<string, string> | undefined, name: string): string | null =>
  Object.entries(found ?? {}).find(([key]) => key.toLowerCase() === name)?.[1] ?? null;

function toKind({ codec_type, disposition }: ProbedStream): MediaTrack['kind'] {
  if (codec_type === 'video') return toNumber(disposition?.attached_pic) ? 'cover' : 'video';
  return codec_type === 'audio' || codec_type === 'subtitle' ? codec_type : 'other';
}

function toRotation(stream: ProbedStream): number {
  const told = stream.side_data_list
    ?.map(({ rotation }) => toNumber(rotation))
    .find((value) => value !== null);
  return Math.round(told ?? toNumber(readTag(stream.tags, 'rotate') ?? undefined) ?? 0);
}

/** Size as players show it: square pixels, turned. */
function toSize(stream: ProbedStream, rotation: number): Pick<MediaTrack, 'width' | 'height'> {
  const stored = { width: toCount(stream.width), height: toCount(stream.height) };
  if (stored.width === null || stored.height === null) return { width: null, height: null };
  const width = Math.max(1, Math.round(stored.width * (toRatio(stream.sample_aspect_ratio) ?? 1)));
  return Math.abs(rotation % 180) === 90
    ? { width: stored.height, height: width }
    : { width, height: stored.height };
}

/** mkvmerge, which names its statistics, writes the length of a track there; ffmpeg writes when it ends. */
function readTaggedLength({ tags: found, start_time }: ProbedStream): number | null {
  const sec = toSeconds(readTag(found, 'duration') ?? undefined);
  const isLength = readTag(found, '_statistics_tags') !== null;
  return sec === null || isLength ? sec : sec - (toNumber(start_time) ?? 0);
}

function toTrack(stream: ProbedStream): MediaTrack {
  const rotation = toRotation(stream);
  const language = readTag(stream.tags, 'language');
  return {
    index: stream.index,
    kind: toKind(stream),
    codec: stream.codec_name ?? 'unknown',
    language: language === 'und' ? null : (language?.slice(0, 40) ?? null),
    title: readTag(stream.tags, 'title')?.slice(0, maxTitle) ?? null,
    isDefault: toNumber(stream.disposition?.default) === 1,
    startSec: toNumber(stream.start_time) ?? 0,
    durationSec: notBelowZero(toNumber(stream.duration) ?? readTaggedLength(stream)),
    bitrate: notBelowZero(toNumber(stream.bit_rate)),
    ...toSize(stream, rotation),
    rotation,
    fps: toRatio(stream.avg_frame_rate),
    pixelFormat: stream.pix_fmt ?? null,
    // Transfer curves of HDR10 and HLG.
    hdr: stream.color_transfer === 'smpte2084' || stream.color_transfer === 'arib-std-b67',
    interlaced: /^(tt|bb|tb|bt)$/.test(stream.field_order ?? ''),
    channels: toCount(stream.channels),
    sampleRate: toCount(stream.sample_rate),
  };
}

function toChapters(found: z.infer<typeof probeSchema>['chapters']): Chapter[] {
  return found.flatMap(({ start_time, end_time, tags: named }) => {
    const startSec = notBelowZero(toNumber(start_time));
    const endSec = toNumber(end_time);
    if (startSec === null || endSec === null || endSec <= startSec) return [];
    return [{ title: (readTag(named, 'title') ?? '').slice(0, 500), startSec, endSec }];
  });
}

const webCodecs = ['vp8', 'vp9', 'av1', 'opus', 'vorbis', 'webvtt'];

/** What people call the container. ffmpeg has one reader for all of MP4's family, and one for Matroska and WebM. */
function toContainerName(demuxer: string, brand: string | null, tracks: readonly MediaTrack[]): string {
  const seen = tracks.filter(({ kind }) => kind === 'video' || kind === 'audio');
  const isSound = seen.every(({ kind }) => kind === 'audio');
  switch (demuxer) {
    case 'mov':
      if (brand?.trim() === 'qt') return 'mov';
      return isSound ? 'm4a' : 'mp4';
    case 'matroska':
      return seen.every(({ codec }) => webCodecs.includes(codec)) ? 'webm' : 'mkv';
    case 'ogg':
      return isSound && seen.every(({ codec }) => codec === 'opus') ? 'opus' : 'ogg';
    case 'mpegts':
      return 'ts';
    default:
      return demuxer.replace(/_pipe$/, '');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('media.damaged', 'The file cannot be read as media.', { cause, retryable: false });
  }
}

/** Throws `media.damaged` when it is not what ffprobe writes about a media file, `media.unsupported` when there is more in it than any real file has. */
export function parseProbe(text: string): ProbedMedia {
  const { success, data: raw } = probeSchema.safeParse(parseJson(text));
  if (!success || raw.streams.length === 0)
    throw new AppError('media.damaged', 'The file cannot be read as media.', { retryable: false });
  if (raw.streams.length > maxTracks)
    throw new AppError('media.unsupported', 'The file has too many tracks.');
  const tracks = raw.streams.map(toTrack);
  const [demuxer = ''] = raw.format.format_name.split(',');
  return {
    demuxer,
    container: toContainerName(demuxer, readTag(raw.format.tags, 'major_brand'), tracks),
    durationSec: notBelowZero(toNumber(raw.format.duration)),
    bitrate: notBelowZero(toNumber(raw.format.bit_rate)),
    title: readTag(raw.format.tags, 'title')?.slice(0, 1000) ?? null,
    tracks,
    chapters: fitList(toChapters(raw.chapters).slice(0, 1000), maxChapterBytes),
  };
}
