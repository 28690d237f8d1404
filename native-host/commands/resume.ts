import { defineCommand } from '../define-command.ts';
import { openJournal } from '../downloads/journal.ts';
import { startDownload } from '../downloads/start-download.ts';
import { findEntry } from '../downloads/stop-download.ts';

/** What was asked for is in the journal; only the login has to be lent anew. */
export const resume = defineCommand('resume', async ({ downloadId, ...lease }, { host, signal, emit }) => {
  const { url, entry, platform, destination, choice, durationSec } = await findEntry(
    downloadId,
    openJournal(host.machine),
  );
  const request = { downloadId, url, entry, platform, destination, choice, durationSec, ...lease };
  return startDownload(request, host, { signal, emit });
});
