/** Lines that yt-dlp prints because we asked it to, as events. Pure. */
import { z } from 'zod';
import type { DownloadProgress } from '../../shared/protocol/commands.ts';
import { postprocessMark, progressMark, resultMark, startMark } from './arguments.ts';

const amount = z.number().nonnegative().nullish().catch(null);

const progressSchema = z.object({
  status: z.string().optional(),
  downloaded_bytes: amount,
  total_bytes: amount,
  total_bytes_estimate: amount,
  speed: amount,
  eta: amount,
});

const resultSchema = z.object({
  id: z.string(),
  duration: z.number().nonnegative().nullish(),
  /** Absolute; only there once the file is moved. */
  filepath: z.string().nullish(),
});
/** What yt-dlp says of a video: at its start, and again when its file is in place. */
export type DownloadedVideo = z.infer<typeof resultSchema>;

/** What a line says. A video whose file is split over two streams tells its progress twice, from 0 to 100. */
export type Line =
  | { kind: 'progress'; progress: DownloadProgress }
  | { kind: 'started'; video: DownloadedVideo }
  | { kind: 'finished'; video: DownloadedVideo }
  | { kind: 'text'; text: string };

export const emptyProgress: Omit<DownloadProgress, 'stage'> = {
  percent: null,
  bytes: 0,
  totalBytes: null,
  bytesPerSec: null,
  etaSec: null,
};

function readMarked<Value>(line: string, mark: string, schema: z.ZodType<Value>): Value | null {
  if (!line.startsWith(mark)) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(line.slice(mark.length)));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    // A line cut off by the end of the process is text like any other.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function toProgress(raw: z.infer<typeof progressSchema>): DownloadProgress {
  const bytes = raw.downloaded_bytes ?? 0;
  const totalBytes = raw.total_bytes ?? raw.total_bytes_estimate ?? null;
  return {
    stage: 'downloading',
    // Estimates can be below what has arrived.
    percent: totalBytes ? Math.min(100, (bytes / totalBytes) * 100) : null,
    bytes,
    totalBytes,
    bytesPerSec: raw.speed ?? null,
    etaSec: raw.eta ?? null,
  };
}

/** Any line of yt-dlp's standard output. */
export function parseLine(line: string): Line {
  const progress = readMarked(line, progressMark, progressSchema);
  if (progress) return { kind: 'progress', progress: toProgress(progress) };
  if (line.startsWith(postprocessMark))
    return { kind: 'progress', progress: { ...emptyProgress, stage: 'merging' } };
  const started = readMarked(line, startMark, resultSchema);
  if (started) return { kind: 'started', video: started };
  const finished = readMarked(line, resultMark, resultSchema);
  if (finished) return { kind: 'finished', video: finished };
  return { kind: 'text', text: line };
}
