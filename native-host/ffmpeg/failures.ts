/** What ffmpeg's and ffprobe's last words mean. Pure; the lines are those of ffmpeg 5 to 8. */
import { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/** How a run has ended. */
export interface FfmpegEnd {
  exitCode: number | null;
  signal: string | null;
  errorLines: readonly string[];
}

/** First match wins: what is about the disk and the machine comes before what is about the file. */
const meanings: ReadonlyArray<[RegExp, ErrorCode]> = [
  [/No space left on device|Disk quota exceeded|File too large/i, 'storage.full'],
  [/Permission denied|Read-only file system/i, 'storage.read_only'],
  [/not on whitelist|not whitelisted|exceeds max_streams/i, 'media.unsupported'],
  // EAGAIN is what a thread gets for which there is no memory left.
  [/Cannot allocate memory|malloc of size \d+ failed|Resource temporarily unavailable/i, 'ffmpeg.memory'],
  [
    /Unknown (encoder|decoder)|Encoder not found|Automatic encoder selection failed|No such filter/i,
    'ffmpeg.no_encoder',
  ],
  [
    /Could not find tag for codec|not currently supported in container|are supported for WebM|Unsupported codec/i,
    'media.codec_unfit',
  ],
  [
    /Invalid data found|moov atom not found|EBML header|error reading header|Could not find codec parameters|does not contain any stream|Output file is empty|Nothing was written|Invalid NAL|End of file/i,
    'media.damaged',
  ],
];

/** Where the code's own sentence is about something else. */
const sentences: Partial<Record<ErrorCode, string>> = {
  'media.damaged': 'The file is damaged, or no media file.',
  'ffmpeg.failed': 'ffmpeg could not finish the work; the log of the companion says more.',
};

/** The run's end as one of our errors. */
export function readFfmpegFailure({ exitCode, signal, errorLines }: FfmpegEnd): AppError {
  // The system ends a program so when its file grows past a limit.
  if (signal === 'SIGXFSZ') return new AppError('storage.full');
  const text = errorLines.join('\n');
  const code = meanings.find(([pattern]) => pattern.test(text))?.[1] ?? 'ffmpeg.failed';
  return new AppError(code, sentences[code], {
    context: { ...(exitCode === null ? {} : { exitCode }), ...(signal === null ? {} : { signal }) },
  });
}
