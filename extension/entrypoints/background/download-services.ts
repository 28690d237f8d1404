/** What the background does for the download screens. */
import { browser } from 'wxt/browser';
import { AppError } from '../../../shared/app-error.ts';
import type { PageVideo } from '../../../shared/protocol/download-commands.ts';
import { cancelDownload } from '../../jobs/downloads/cancel-download.ts';
import type { DownloadQueue } from '../../jobs/downloads/download-queue.ts';
import { pauseDownload } from '../../jobs/downloads/pause-download.ts';
import type { DownloadPorts } from '../../jobs/downloads/ports.ts';
import { removeDownloads } from '../../jobs/downloads/remove-downloads.ts';
import { resumeDownload } from '../../jobs/downloads/resume-download.ts';
import { startDownloads } from '../../jobs/downloads/start-downloads.ts';
import type { PageQuestion } from '../../messaging/companion-downloads.ts';
import type { DownloadMessage } from '../../messaging/download-messages.ts';
import type { BackgroundServices } from '../../messaging/server.ts';
import { host } from './companion.ts';
import { describePage } from './download-ports.ts';

/** Addresses of media expire; what was said of a page holds for this long. */
const rememberedMs = 5 * 60_000;

/** Opening the same page twice in a row asks the site once. */
function rememberPages(nowMs: () => number) {
  const known = new Map<string, { atMs: number; page: Promise<PageVideo> }>();
  return (question: PageQuestion): Promise<PageVideo> => {
    const { url, from, withLogin, prefer } = question;
    const key = JSON.stringify([url, from, withLogin, prefer.codec, prefer.container]);
    for (const [old, { atMs }] of known) if (nowMs() - atMs > rememberedMs) known.delete(old);
    const page = known.get(key)?.page ?? describePage(question);
    if (!known.has(key)) known.set(key, { atMs: nowMs(), page });
    page.catch(() => known.delete(key));
    return page;
  };
}

async function revealDownload(ports: DownloadPorts, downloadId: string): Promise<void> {
  const record = await ports.store.read(downloadId);
  const saved = record?.state.status === 'finished' ? record.state.saved : null;
  if (!saved?.record) throw new AppError('input.invalid', 'This download has no file.');
  if (saved.browserId !== undefined) return browser.downloads.show(saved.browserId);
  await host.call('reveal', { file: { in: 'downloads', path: saved.record.path } });
}

/** One function for each message of messaging/download-messages.ts. */
export function createDownloadServices(
  ports: DownloadPorts,
  queue: DownloadQueue,
): Pick<BackgroundServices, DownloadMessage> {
  const describe = rememberPages(ports.nowMs);
  return {
    'download.describe': async (question) => ({ video: await describe(question) }),
    'download.start': async ({ wishes, ...common }) => {
      const downloadIds = await startDownloads(
        ports,
        wishes.map((wish) => ({ ...wish, ...common })),
      );
      await queue.tick();
      return { downloadIds };
    },
    'download.pause': async ({ downloadId }) => {
      await pauseDownload({ ports, queue }, downloadId);
      await queue.tick();
      return {};
    },
    'download.resume': async ({ downloadId }) => {
      await resumeDownload(ports, downloadId);
      await queue.tick();
      return {};
    },
    'download.cancel': async ({ downloadId, discard }) => {
      await cancelDownload({ ports, queue }, downloadId, discard);
      await queue.tick();
      return {};
    },
    'download.remove': async ({ downloadIds }) => {
      await removeDownloads(ports, downloadIds);
      return {};
    },
    'download.reveal': async ({ downloadId }) => {
      await revealDownload(ports, downloadId);
      return {};
    },
  };
}
