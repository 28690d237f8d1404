/** Lines that yt-dlp prints because we asked it to, as events. Pure. */
import { z } from 'zod';
import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';
import { foundMark, nameMark, postprocessMark, progressMark, resultMark } from './arguments.ts';

const amount = z.number().nonnegative().nullish().catch(null);

const progressSchema = z.object({
  status: z.string().optional(),
  filename: z.string().optional().catch(undefined),
  downloaded_bytes: amount,
  total_bytes: amount,
  total_bytes_estimate: amount,
  speed: amount,
  eta: amount,
});

const stepSchema = z.object({ postprocessor: z.string().nullish().catch(null) });

const videoSchema = z.object({
  id: z.string(),
  title: z.string().nullish().catch(null),
  duration: z.number().nonnegative().nullish().catch(null),
  /** Absolute; only there once the file is moved. */
  filepath: z.string().nullish(),
  /** `none` where the chosen formats have no such track. */
  vcodec: z.string().nullish().catch(null),
  acodec: z.string().nullish().catch(null),
  is_live: z.boolean().nullish().catch(null),
  live_status: z.string().nullish().catch(null),
  /** How many of the page's videos were looked at. */
  n_entries: z.number().nullish().catch(null),
});
/** What yt-dlp says of a video: when it has found it, and again when its file is in place. */
export type FoundVideo = z.infer<typeof videoSchema>;

/** What a line says. A video whose file is split over two streams tells its progress twice, from 0 to 100. */
export type Line =
  | { kind: 'progress'; progress: DownloadProgress }
  /** A file has come, before anything is made of it. */
  | { kind: 'arrived'; progress: DownloadProgress; path: string }
  | { kind: 'found'; video: FoundVideo }
  | { kind: 'finished'; video: FoundVideo }
  /** What a name template asked for. */
  | { kind: 'name'; values: Record<string, unknown> }
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

/** What yt-dlp does with files that have arrived. */
function toStage(postprocessor: string | null | undefined): DownloadProgress['stage'] {
  if (postprocessor === 'Merger') return 'merging';
  return postprocessor === 'MoveFiles' ? 'checking' : 'converting';
}

/** Any line of yt-dlp's standard output. */
export function parseLine(line: string): Line {
  const progress = readMarked(line, progressMark, progressSchema);
  if (progress?.status === 'finished' && progress.filename !== undefined)
    return { kind: 'arrived', progress: toProgress(progress), path: progress.filename };
  if (progress) return { kind: 'progress', progress: toProgress(progress) };
  const step = readMarked(line, postprocessMark, stepSchema);
  if (step) return { kind: 'progress', progress: { ...emptyProgress, stage: toStage(step.postprocessor) } };
  const found = readMarked(line, foundMark, videoSchema);
  if (found) return { kind: 'found', video: found };
  const finished = readMarked(line, resultMark, videoSchema);
  if (finished) return { kind: 'finished', video: finished };
  const values = readMarked(line, nameMark, z.record(z.string(), z.unknown()));
  if (values) return { kind: 'name', values };
  return { kind: 'text', text: line };
}
