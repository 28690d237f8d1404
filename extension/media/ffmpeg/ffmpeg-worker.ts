/** What the worker with ffmpeg's core does, as whoever starts it sees it. */
import type { MediaSource } from '../files/media-source.ts';
import type { OrError } from '../worker/answer-error.ts';

/**
 * The core counts bytes in 64 bits, but has at most 2 GiB of memory, in which it keeps where every packet lies: some 100
 * bytes for each, a day of film in so many bytes. Tried with 5 GiB.
 */
export const maxInputBytes = 16 * 1024 ** 3;

/** Files as ffmpeg's command line names them. */
export const inputPath = (place: number): string => `/files/in${place}`;
export const outputPath = '/files/out';
/** Small files that are only there for the command line: captions, chapters, a cover. */
export const textPath = (name: string): string => `/${name}`;

/** One run. The worker is ended after it, because the core keeps what it has allocated. */
export interface FfmpegRun {
  inputs: readonly MediaSource[];
  /** Null where only something is looked at. */
  target: FileSystemFileHandle | null;
  small: ReadonlyArray<{ name: string; content: string | Uint8Array }>;
  args: readonly string[];
}

export interface FfmpegWorker {
  /** `onLine` gets every line that ffmpeg says. */
  run(run: FfmpegRun, onLine: (line: string) => void): OrError<{ exitCode: number; bytes: number }>;
  /** ffprobe's JSON about a file. */
  probe(source: MediaSource): OrError<{ json: string }>;
}
