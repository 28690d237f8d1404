/** What a media file really is, as ffprobe sees it. */
import { open } from 'node:fs/promises';
import { execa } from 'execa';
import { AppError } from '../../shared/app-error.ts';
import { readErrno, toStorageError } from '../archive/file-errors.ts';
import type { Machine } from '../directories.ts';
import { buildChildEnvironment } from '../programs/child-environment.ts';
import { type imageDemuxers, maxTracks, mediaDemuxers, subtitleDemuxers } from './containers.ts';
import { readFfmpegFailure } from './failures.ts';
import { buildLimited, maxAllocationBytes, probeMemoryBytes } from './limits.ts';
import type { Ffmpeg } from './locate.ts';
import { type ProbedMedia, parseProbe } from './parse-probe.ts';

const probeTimeoutMs = 30_000;
const maxOutputBytes = 4 * 1024 * 1024;

/** What a downloaded file is checked by. */
export interface Probe {
  durationSec: number;
  width: number | null;
  height: number | null;
  /** Null when there is no such track. Cover pictures do not count as video. */
  videoCodec: string | null;
  audioCodec: string | null;
}

type ImageDemuxer = (typeof imageDemuxers)[number];

/** The reader for a picture, by its first bytes; null for anything else. */
export function toImageDemuxer(head: Uint8Array): ImageDemuxer | null {
  const text = String.fromCharCode(...head.subarray(0, 12));
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg_pipe';
  if (text.startsWith('\x89PNG\r\n')) return 'png_pipe';
  return /^RIFF.{4}WEBP/s.test(text) ? 'webp_pipe' : null;
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (readErrno(error) === 'ENOENT') throw new AppError('input.file_missing');
    throw toStorageError(error);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The reader for a picture on disk; null for a file that is none. Throws `input.file_missing`. */
export const readImageDemuxer = async (path: string): Promise<ImageDemuxer | null> =>
  toImageDemuxer(await readHead(path));

/** argv by which ffmpeg and ffprobe open one local file: no network, no playlists, and nothing that names other files. */
export function buildInput(path: string, demuxer: string | null): string[] {
  const allowed = demuxer ?? [...mediaDemuxers, ...subtitleDemuxers].join(',');
  return [
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', allowed, '-max_streams', `${maxTracks}`],
    ...(demuxer === null ? [] : ['-f', demuxer]),
    ...['-i', `file:${path}`],
  ];
}

/** argv of ffprobe. */
const buildProbeArguments = (path: string, demuxer: string | null = null): string[] => [
  ...['-hide_banner', '-v', 'error', '-max_alloc', `${maxAllocationBytes}`],
  ...['-show_format', '-show_streams', '-show_chapters', '-of', 'json'],
  ...buildInput(path, demuxer),
];

/** With what a file is probed. */
export interface ProbeOptions {
  ffmpeg: Ffmpeg;
  machine: Machine;
  signal?: AbortSignal;
}

/**
 * Everything about a file on disk. Throws `media.damaged` for what ffprobe cannot read within half a minute,
 * `media.unsupported` for kinds of files that we do not open, `ffmpeg.memory`, `input.file_missing`, `job.cancelled`.
 */
export async function probeMedia(
  path: string,
  { ffmpeg, machine, signal }: ProbeOptions,
): Promise<ProbedMedia> {
  const args = buildProbeArguments(path, await readImageDemuxer(path));
  const limited = buildLimited(machine, ffmpeg.probe, probeMemoryBytes);
  const result = await execa(limited.command, [...limited.args, ...args], {
    env: buildChildEnvironment(machine),
    extendEnv: false,
    stdin: 'ignore',
    timeout: probeTimeoutMs,
    maxBuffer: maxOutputBytes,
    reject: false,
    ...(signal ? { cancelSignal: signal } : {}),
  });
  if (signal?.aborted) throw new AppError('job.cancelled');
  if (result.isMaxBuffer) throw new AppError('media.unsupported', 'The file has too many tracks.');
  if (!result.failed) return parseProbe(result.stdout);
  const failure = readFfmpegFailure({
    exitCode: result.exitCode ?? null,
    signal: result.signal ?? null,
    errorLines: [result.stderr.slice(-4000)],
  });
  if (failure.code !== 'ffmpeg.failed') throw failure;
  throw new AppError('media.damaged', 'The file cannot be read as media.', {
    cause: result,
    retryable: false,
  });
}

/** The first picture and the first sound. Throws `media.damaged` when the file has no length. */
export function toSummary({ durationSec, tracks }: ProbedMedia): Probe {
  if (durationSec === null) throw new AppError('media.damaged', 'The file has no duration.');
  const video = tracks.find(({ kind }) => kind === 'video');
  const audio = tracks.find(({ kind }) => kind === 'audio');
  return {
    durationSec,
    width: video?.width ?? null,
    height: video?.height ?? null,
    videoCodec: video?.codec ?? null,
    audioCodec: audio?.codec ?? null,
  };
}

/** The same for a file that was downloaded, in short. There `media.damaged` passes: the next try fetches it anew. */
export async function probeFile(path: string, options: ProbeOptions): Promise<Probe> {
  try {
    return toSummary(await probeMedia(path, options));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'media.damaged') throw error;
    throw new AppError('media.damaged', error.message, { cause: error });
  }
}
