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
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});

const probeSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z.object({ format_name: z.string().optional(), duration: numberText }).default({}),
});

function toTrack(stream: z.infer<typeof streamSchema>, fileSec: number | null): ProbedTrack[] {
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
      durationSec: stream.duration ?? fileSec,
      width: isSide ? height : width,
      height: isSide ? width : height,
      rotation,
    },
  ];
}

/** Null for what has no tracks: ffmpeg did not know it either. */
export function parseFfprobe(json: string, bytes: number): MediaProbe | null {
  const { streams, format } = probeSchema.parse(JSON.parse(json || '{}'));
  const durationSec = format.duration ?? null;
  const tracks = streams.flatMap((stream) => toTrack(stream, durationSec));
  const container = format.format_name?.split(',')[0] ?? 'unknown';
  return tracks.length === 0 ? null : { container, bytes, durationSec, tracks };
}
