import { defineCommand } from '../define-command.ts';
import { pauseDownload } from '../downloads/stop-download.ts';

export const pause = defineCommand('pause', async ({ downloadId }, { host }) => ({
  entry: await pauseDownload(downloadId, host),
}));
