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
    download: (request, control) =>
      queue.add(() => downloadVideo(request, control), { signal: control.signal }),
  };
}
