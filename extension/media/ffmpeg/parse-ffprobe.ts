/** ffprobe's JSON as a description of a file. */
import { z } from 'zod';
import type { MediaProbe, ProbedTrack } from '../mux/media-probe.ts';

const numberText = z.coerce.number().finite().optional().catch(undefined);

const streamSchema = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  start_time: numberText,
  duration: numberText,
  width: z.number().optional(),
  height: z.number().optional(),
  disposition: z.object({ attached_pic: z.number().optional() }).optional(),
  tags: z
    .looseObject({
      DURATION: z.string().optional().catch(undefined),
      _STATISTICS_TAGS: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});

const probeSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z.object({ format_name: z.string().optional(), duration: numberText }).default({}),
});

/** Matroska has times in tags: `00:00:05.008000000`. */
function parseTag(tag: string | undefined): number | null {
  const [, hours, minutes, seconds] = /^(\d+):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(tag ?? '') ?? [];
  return hours === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** mkvmerge, which names its statistics, writes the length of a track; ffmpeg writes when it ends. */
function readTags({ tags, start_time = 0 }: z.infer<typeof streamSchema>): number | null {
  const sec = parseTag(tags?.DURATION);
  return sec === null || tags?._STATISTICS_TAGS !== undefined ? sec : Math.max(0, sec - start_time);
}

function toTrack(stream: z.infer<typeof streamSchema>): ProbedTrack[] {
  const { codec_type: kind, codec_name: codec, width = null, height = null } = stream;
  const isKnown = kind === 'video' || kind === 'audio' || kind === 'subtitle';
  if (!isKnown || stream.disposition?.attached_pic === 1) return [];
  const rotation = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const isSide = Math.abs(rotation) % 180 === 90;
  return [
    {
      kind,
      codec: codec ?? null,
      startSec: stream.start_time ?? 0,
      durationSec: stream.duration ?? readTags(stream),
      width: isSide ? height : width,
      height: isSide ? width : height,
      rotation,
    },
  ];
}

/**
 * Where ffprobe knows nothing of a track, it may say the length of the file: one track has it, but of several nobody knows
 * which.
 */
function toLengths(tracks: readonly ProbedTrack[], fileSec: number | null): ProbedTrack[] {
  if (fileSec === null) return [...tracks];
  const isOpen = ({ durationSec }: ProbedTrack): boolean =>
    durationSec === null || Math.abs(durationSec - fileSec) < 0.001;
  const isClear = tracks.filter(isOpen).length <= 1;
  return tracks.map((track) => (isOpen(track) ? { ...track, durationSec: isClear ? fileSec : null } : track));
}

/** Null for what has no tracks: ffmpeg did not know it either. */
export function parseFfprobe(json: string, bytes: number): MediaProbe | null {
  const { streams, format } = probeSchema.parse(JSON.parse(json || '{}'));
  const durationSec = format.duration ?? null;
  const tracks = toLengths(streams.flatMap(toTrack), durationSec);
  const container = format.format_name?.split(',')[0] ?? 'unknown';
  return tracks.length === 0 ? null : { container, bytes, durationSec, tracks };
}
