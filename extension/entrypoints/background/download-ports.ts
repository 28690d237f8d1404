import type { DownloadPorts } from '../../jobs/downloads/ports.ts';
import { createCompanionDownloads } from '../../messaging/companion-downloads.ts';
import { findPlatformOf } from '../../platforms/index.ts';
import {
  addDownloads,
  changeDownload,
  listDownloadsIn,
  removeDownloads,
} from '../../storage/download-store.ts';
import { readDownload } from '../../storage/queries.ts';
import { readLease } from './read-lease.ts';
import { extractInLane } from './request-lanes.ts';
import { host } from './sink-port.ts';

const plain = createCompanionDownloads({ host, readLease });
/** A look at a page takes no longer; one that has to wait for its turn longer than this says so. */
const lookTimeoutMs = 120_000;

/** On a platform the companion reads with the account's login, and so within its budget. */
function inLane<T>(url: string, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  const platform = findPlatformOf(url);
  return platform ? extractInLane(platform.id, signal, run) : run();
}

/** Downloads over this worker's connection to the companion. */
export const companionDownloads: typeof plain = {
  ...plain,
  describe: (url, from, withLogin) =>
    inLane(url, AbortSignal.timeout(lookTimeoutMs), () => plain.describe(url, from, withLogin)),
  run: (record, onProgress, signal) =>
    inLane(record.url, signal, () => plain.run(record, onProgress, signal)),
};

/** The real world for downloads, but for who is told of them. */
export const createDownloadPorts = (tell: DownloadPorts['tell']): DownloadPorts => ({
  store: {
    add: addDownloads,
    read: readDownload,
    change: changeDownload,
    listIn: listDownloadsIn,
    remove: removeDownloads,
  },
  companion: companionDownloads,
  tell,
  nowMs: Date.now,
  random: Math.random,
});
