import type { DownloadPorts } from '../../jobs/downloads/ports.ts';
import { createCompanionDownloads } from '../../messaging/companion-downloads.ts';
import {
  addDownloads,
  changeDownload,
  listDownloadsIn,
  removeDownloads,
} from '../../storage/download-store.ts';
import { readDownload } from '../../storage/queries.ts';
import { readLease } from './read-lease.ts';
import { host } from './sink-port.ts';

/** Downloads over this worker's connection to the companion. */
export const companionDownloads = createCompanionDownloads({ host, readLease });

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
