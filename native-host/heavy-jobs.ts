/**
 * Heavy work behind one door: today this process does it, a queue on other machines can later. A job is plain data, so
 * that it can travel; what watches it (signal, events) stays here.
 */
import PQueue from 'p-queue';
import type { CommandRequest, CommandResponse } from '../shared/protocol/commands.ts';
import { type DownloadControl, downloadVideo } from './yt-dlp/download.ts';

/** How many run at once; the extension paces itself well below this. */
const concurrency = 4;

export interface HeavyJobs {
  download(
    request: CommandRequest<'download'>,
    control: DownloadControl,
  ): Promise<CommandResponse<'download'>>;
}

/** Runs the jobs here, a few at a time, in the order they came. */
export function createLocalHeavyJobs(): HeavyJobs {
  const queue = new PQueue({ concurrency });
  return {
    download(request, control) {
      // The queue would let go of a running job at once when it is aborted; one that runs must be waited for, since it
      // still has processes to end and cookies to remove.
      const waiting = new AbortController();
      const leave = (): void => waiting.abort();
      control.signal.addEventListener('abort', leave, { once: true });
      const enter = (): Promise<CommandResponse<'download'>> => {
        control.signal.removeEventListener('abort', leave);
        return downloadVideo(request, control);
      };
      return queue.add(enter, { signal: waiting.signal });
    },
  };
}
