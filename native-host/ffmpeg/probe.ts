/** What a media file really is, as ffprobe sees it. */
import { execa } from 'execa';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { buildChildEnvironment } from '../child-environment.ts';
import type { Machine } from '../directories.ts';
import type { Ffmpeg } from './locate.ts';

const probeTimeoutMs = 30_000;

const probeSchema = z.object({
  format: z.object({ duration: z.coerce.number().nonnegative().optional() }),
  streams: z
    .array(
      z.object({
        codec_type: z.string().optional(),
        codec_name: z.string().optional(),
        width: z.number().int().optional(),
        height: z.number().int().optional(),
        disposition: z.object({ attached_pic: z.number().optional() }).optional(),
      }),
    )
    .default([]),
});

export interface Probe {
  durationSec: number;
  width: number | null;
  height: number | null;
  /** Null when there is no such track. Cover pictures do not count as video. */
  videoCodec: string | null;
  audioCodec: string | null;
}

/** ffprobe's JSON for one file. Throws `media.damaged` when it is not what ffprobe writes about a whole media file. */
export function parseProbe(text: string): Probe {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError('media.damaged', 'The file cannot be read as media.', { cause });
  }
  const { success, data: raw } = probeSchema.safeParse(json);
  if (!success || raw.format.duration === undefined)
    throw new AppError('media.damaged', 'The file has no duration.');
  const video = raw.streams.find(
    (stream) => stream.codec_type === 'video' && !stream.disposition?.attached_pic,
  );
  const audio = raw.streams.find((stream) => stream.codec_type === 'audio');
  return {
    durationSec: raw.format.duration,
    width: video?.width ?? null,
    height: video?.height ?? null,
    videoCodec: video ? (video.codec_name ?? 'unknown') : null,
    audioCodec: audio ? (audio.codec_name ?? 'unknown') : null,
  };
}

/** argv of ffprobe. Local files only: a playlist in disguise must not make it open anything else. */
export const buildProbeArguments = (path: string): string[] => [
  ...['-hide_banner', '-v', 'error', '-protocol_whitelist', 'file,pipe'],
  ...[
    '-show_entries',
    'format=duration:stream=codec_type,codec_name,width,height:stream_disposition=attached_pic',
  ],
  ...['-of', 'json', `file:${path}`],
];

interface ProbeOptions {
  ffmpeg: Ffmpeg;
  machine: Machine;
  signal?: AbortSignal;
}

/** Probes a file on disk. Throws `media.damaged` for what ffprobe cannot read within half a minute. */
export async function probeFile(path: string, { ffmpeg, machine, signal }: ProbeOptions): Promise<Probe> {
  const result = await execa(ffmpeg.probe, buildProbeArguments(path), {
    env: buildChildEnvironment(machine),
    extendEnv: false,
    stdin: 'ignore',
    timeout: probeTimeoutMs,
    maxBuffer: 1024 * 1024,
    reject: false,
    ...(signal ? { cancelSignal: signal } : {}),
  });
  if (signal?.aborted) throw new AppError('job.cancelled');
  if (result.failed)
    throw new AppError('media.damaged', 'The file cannot be read as media.', { cause: result });
  return parseProbe(result.stdout);
}
