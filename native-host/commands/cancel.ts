import { defineCommand } from '../define-command.ts';
import { cancelDownload } from '../downloads/stop-download.ts';

/** Asks a running command to end; its own answer (`job.cancelled`) tells when it has. A download is waited for. */
export const cancel = defineCommand('cancel', async ({ target, discard }, { host, cancel: abort }) => ({
  cancelled: abort(target) || (await cancelDownload(target, discard, host)),
}));
