import type { PageVideo } from '../../../shared/protocol/download-commands.ts';
import { afterEvent, canGoOn } from '../../core/downloads/download-state.ts';
import {
  askEither,
  type BrowserEngine,
  createDownloadEngines,
} from '../../jobs/downloads/download-engines.ts';
import type { DownloadPorts } from '../../jobs/downloads/ports.ts';
import { hasJobFolder } from '../../media/files/opfs-folder.ts';
import { createBrowserDownloads } from '../../messaging/browser-downloads.ts';
import { createCompanionDownloads, type PageQuestion } from '../../messaging/companion-downloads.ts';
import { findPlatformOf } from '../../platforms/index.ts';
import {
  addDownloads,
  changeDownload,
  listDownloadsIn,
  removeDownloads,
} from '../../storage/download-store.ts';
import { readDownload } from '../../storage/queries.ts';
import { host } from './companion.ts';
import { holdWhenEnded } from './hold-when-ended.ts';
import { readLease } from './read-lease.ts';
import { extractInLane } from './request-lanes.ts';

const plain = createCompanionDownloads({ host, readLease });
/** A look at a page takes no longer; one that has to wait for its turn longer than this says so. */
const lookTimeoutMs = 120_000;

/** On a platform the companion reads with the account's login, and so within its budget. */
function inLane<T>(url: string, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  const platform = findPlatformOf(url);
  return platform ? extractInLane(platform.id, signal, run) : run();
}

/** Downloads over this worker's connection to the companion. */
const companionDownloads: typeof plain = {
  ...plain,
  describe: (question) =>
    inLane(question.url, AbortSignal.timeout(lookTimeoutMs), () => plain.describe(question)),
  run: (record, onProgress, signal) =>
    inLane(record.url, signal, () => plain.run(record, onProgress, signal)),
};

const browserDownloads = createBrowserDownloads({
  keep: async (downloadId, delivery) => {
    // One that is deleted meanwhile begins anew.
    await changeDownload(downloadId, (record) => (canGoOn(record) ? { ...record, delivery } : null));
  },
});

/** Platforms are read by yt-dlp alone, and a video among several is named by it. */
const canTry = (url: string): boolean => url.startsWith('https://') && findPlatformOf(url) === null;

/** One whose files were dropped because they are saved is the browser's still. */
const holds = async (downloadId: string): Promise<boolean> =>
  (await hasJobFolder(downloadId)) || Boolean((await readDownload(downloadId))?.delivery);

async function takeOver(downloadId: string): Promise<void> {
  await changeDownload(downloadId, (record) => afterEvent(record, { type: 'take-over' }, Date.now()));
}

const browserEngine: BrowserEngine = { ...browserDownloads, canTry, holds, takeOver };

/** What a page holds: as the companion sees it, or the browser alone where that is missing. */
export const describePage = (question: PageQuestion): Promise<PageVideo> =>
  askEither(
    () => companionDownloads.describe(question),
    () => browserDownloads.describe(question),
    canTry(question.url),
  );

/** The real world for downloads, but for who is told of them. */
export const createDownloadPorts = (tell: DownloadPorts['tell']): DownloadPorts => ({
  store: {
    add: addDownloads,
    read: readDownload,
    change: changeDownload,
    listIn: listDownloadsIn,
    remove: removeDownloads,
  },
  companion: holdWhenEnded(createDownloadEngines(companionDownloads, browserEngine)),
  tell,
  nowMs: Date.now,
  random: Math.random,
});
