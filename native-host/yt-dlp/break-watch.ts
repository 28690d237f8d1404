/** What is done about connections that break under a running yt-dlp, which by itself would begin again for ever. */
import { AppError } from '../../shared/app-error.ts';
import { createPatience, type Pauses, progressBytes } from '../../shared/net/patience.ts';
import { measureFolder } from './measure-folder.ts';

/** What yt-dlp says before it goes on with a file (`report_retry`), and when it has to begin it anew. */
const breakLine = /^(\[download\] Got error: .*)\. Retrying \(/;
const anewLine = '[download] Unable to resume';

export interface BreakWatch {
  /** A line of yt-dlp's output. */
  read(line: string): void;
  /** Settles when the next connection may be made: soon after a try that brought something, later after each that did not. */
  pause(): Promise<void>;
}

interface BreakOptions {
  /** What grows in it is progress. */
  folder: string;
  pauses: Pauses;
  /** What yt-dlp's words for a break mean. */
  toError(words: string): AppError;
  /** Called with the last break when it is not worth going on. */
  onGivenUp(error: AppError): void;
}

/** Every other run would fetch the same again, too, and come no further. */
const toLast = ({ code, message, context }: AppError): AppError =>
  new AppError(code, message, { context, retryable: false });

/**
 * Tries count as they do in transfers of our own: one that brings bytes beyond all that were there costs nothing,
 * however many there are.
 */
export function createBreakWatch({ folder, pauses, toError, onGivenUp }: BreakOptions): BreakWatch {
  const patience = createPatience(pauses);
  /** The most that has ever lain there: what is begun anew has not come further before it is above it. */
  let knownBytes = 0;
  let isBegunAnew = false;
  let pause = measureFolder(folder).then((bytes) => {
    knownBytes = bytes;
  });

  async function wait(error: AppError): Promise<void> {
    const bytes = await measureFolder(folder);
    // yt-dlp drops the read that broke, which can be half of what came. Small gains add up.
    const gainedBytes = 2 * (bytes - knownBytes);
    if (gainedBytes >= progressBytes) knownBytes = bytes;
    await patience.wait(error, gainedBytes);
  }

  return {
    read(line) {
      if (line === anewLine) isBegunAnew = true;
      const words = breakLine.exec(line)?.[1];
      if (words === undefined) return;
      const error = toError(words);
      const wasBegunAnew = isBegunAnew;
      isBegunAnew = false;
      pause = pause.then(() => wait(error)).catch(() => onGivenUp(wasBegunAnew ? toLast(error) : error));
    },
    pause: () => pause,
  };
}
