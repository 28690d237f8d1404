/** Downloads by the browser alone, for addresses that need no yt-dlp. See `DownloadCompanion` in jobs/downloads/ports.ts. */
import { browser } from 'wxt/browser';
import { AppError } from '../../shared/app-error.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { DownloadProgress, PageVideo } from '../../shared/protocol/download-commands.ts';
import type { DownloadRecord, SavedDownload } from '../core/downloads/download-record.ts';
import { mediaChannelName, mediaProgressSchema } from './media-messages.ts';
import { askOffscreen } from './offscreen-port.ts';
import { waitForDownload } from './wait-for-download.ts';

const unexpected = () => new AppError('bug.unexpected', 'The offscreen document answered another question.');

/** Throws `net.permission`, whose `address` is what the user has to allow. */
async function checkHosts(addresses: readonly string[]): Promise<void> {
  for (const address of new Set(addresses)) {
    const { origin } = new URL(address);
    if (await browser.permissions.contains({ origins: [`${origin}/*`] })) continue;
    throw new AppError('net.permission', undefined, { context: { address: origin } });
  }
}

/** Which download of the browser has a file: the next worker must not save it twice. Gone when the browser ends. */
const toKey = (url: string): string => `saved-file ${url}`;

async function handOver({ record, url }: { record: FileRecord; url: string }, signal: AbortSignal) {
  const key = toKey(url);
  const { [key]: known } = await browser.storage.session.get(key);
  const name = record.path.replace(/^target\//, '');
  const browserId =
    typeof known === 'number'
      ? known
      : await browser.downloads.download({ url, filename: `Star Export/${name}`, saveAs: false });
  await browser.storage.session.set({ [key]: browserId });
  const { bytes, path } = await waitForDownload(browserId, signal);
  await browser.storage.session.remove(key);
  if (bytes !== record.bytes)
    throw new AppError('media.incomplete', 'The saved file is shorter than the one that was made.', {
      context: { bytes, expected: record.bytes },
    });
  // The browser may have given it another name; folders of the template stay before it.
  const saved = path.split(/[/\\]/).slice(-name.split('/').length);
  return { browserId, record: { ...record, path: saved.join('/') } };
}

/** Of what is not whole the tracks stay: another try asks only for what is missing in them. */
async function dropFinished(jobId: string, files: readonly { record: FileRecord }[]): Promise<void> {
  for (let from = 0; from < files.length; from += 100) {
    const paths = files.slice(from, from + 100).map(({ record }) => record.path);
    await askOffscreen({ verb: 'drop', jobId, paths });
  }
}

/** Describes, runs and ends downloads. Everything throws AppError. */
export function createBrowserDownloads() {
  const stop = async (downloadId: string): Promise<void> => {
    await askOffscreen({ verb: 'media.stop', downloadId });
  };
  return {
    /** Throws `net.permission` and `input.not_supported`. */
    async describe(url: string): Promise<PageVideo> {
      await checkHosts([url]);
      const answer = await askOffscreen({ verb: 'media.describe', url });
      if (!('video' in answer)) throw unexpected();
      await checkHosts(answer.hosts);
      return answer.video;
    },

    async run(
      { id: downloadId, url, title, author, template, choice }: DownloadRecord,
      onProgress: (progress: DownloadProgress) => void,
      signal: AbortSignal,
    ): Promise<SavedDownload> {
      signal.throwIfAborted();
      await checkHosts([url]);
      const channel = new BroadcastChannel(mediaChannelName);
      channel.onmessage = ({ data }) => {
        const told = mediaProgressSchema.safeParse(data);
        if (told.success && told.data.downloadId === downloadId) onProgress(told.data.progress);
      };
      const abort = (): void => void Promise.allSettled([stop(downloadId)]);
      signal.addEventListener('abort', abort, { once: true });
      try {
        const order = { downloadId, url, title, author, template, choice };
        const answer = await askOffscreen({ verb: 'media.save', ...order });
        if (!('saved' in answer)) throw unexpected();
        const { file, extras, gaps, left, ...facts } = answer.saved;
        const { record, browserId } = await handOver(file, signal);
        const beside: FileRecord[] = [];
        for (const extra of extras) beside.push((await handOver(extra, signal)).record);
        if (gaps) await dropFinished(downloadId, [answer.saved.file, ...extras]);
        else await askOffscreen({ verb: 'release', jobId: downloadId });
        return {
          ...{ outcome: 'saved', record, extras: beside, ...facts, browserId },
          ...(gaps && { gaps }),
          ...(left.length > 0 && { left }),
        };
      } finally {
        signal.removeEventListener('abort', abort);
        channel.close();
      }
    },

    stop,

    /** Stops it and forgets what has come. */
    async discard(downloadId: string): Promise<void> {
      await stop(downloadId);
      await askOffscreen({ verb: 'release', jobId: downloadId });
    },
  };
}
