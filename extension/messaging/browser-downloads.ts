/** Downloads by the browser alone, for addresses that need no yt-dlp. See `DownloadCompanion` in jobs/downloads/ports.ts. */
import { browser } from 'wxt/browser';
import { AppError } from '../../shared/app-error.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { SavedFile } from '../../shared/model/saved-file.ts';
import type { DownloadProgress, PageVideo } from '../../shared/protocol/download-commands.ts';
import {
  canBeFilled,
  type Delivery,
  type DownloadRecord,
  type MadeMedia,
  type SavedDownload,
} from '../core/downloads/download-record.ts';
import type { PageQuestion } from './companion-downloads.ts';
import { mediaChannelName, mediaProgressSchema } from './media-messages.ts';
import { askOffscreen, toOtherAnswer } from './offscreen-port.ts';
import { findSaved, noteFile, saveFile } from './saved-files.ts';
import { listLoginSites } from './site-logins.ts';

/** Throws `net.permission`, whose `address` is what the user has to allow. */
async function checkHosts(addresses: readonly string[]): Promise<void> {
  for (const address of new Set(addresses)) {
    const { origin } = new URL(address);
    if (await browser.permissions.contains({ origins: [`${origin}/*`] })) continue;
    throw new AppError('net.permission', undefined, { context: { address: origin } });
  }
}

/** Fetches it and puts it together. */
async function makeMedia(
  { id: downloadId, url, title, author, template, createdAt, choice, withLogin }: DownloadRecord,
  onProgress: (progress: DownloadProgress) => void,
  signal: AbortSignal,
): Promise<MadeMedia> {
  await checkHosts([url]);
  const cookieDomains = withLogin ? await listLoginSites(url) : [];
  signal.throwIfAborted();
  const channel = new BroadcastChannel(mediaChannelName);
  channel.onmessage = ({ data }) => {
    const told = mediaProgressSchema.safeParse(data);
    if (told.success && told.data.downloadId === downloadId) onProgress(told.data.progress);
  };
  const abort = (): void => void Promise.allSettled([stopMaking(downloadId)]);
  signal.addEventListener('abort', abort, { once: true });
  try {
    const order = { downloadId, url, title, author, template, createdAt, choice, cookieDomains };
    const answer = await askOffscreen({ verb: 'media.save', ...order });
    if ('made' in answer) return answer.made;
    throw toOtherAnswer();
  } finally {
    signal.removeEventListener('abort', abort);
    channel.close();
  }
}

async function offer(downloadId: string, path: string): Promise<string> {
  const answer = await askOffscreen({ verb: 'media.offer', downloadId, path });
  if ('url' in answer) return answer.url;
  throw toOtherAnswer();
}

interface HandOver {
  downloadId: string;
  noted: readonly SavedFile[];
  note(file: SavedFile): Promise<void>;
  signal: AbortSignal;
}

async function handOver(record: FileRecord, { downloadId, noted, note, signal }: HandOver) {
  const name = record.path.replace(/^target\//, '');
  const file = { name, content: record.sha256, bytes: record.bytes };
  const { browserId, path } =
    (await findSaved(file, noted, signal)) ??
    (await saveFile({ ...file, url: await offer(downloadId, record.path) }, { note, signal }));
  // The browser may have given it another name; folders of the template stay before it.
  const saved = path.split(/[/\\]/).slice(-name.split('/').length);
  return { browserId, record: { ...record, path: saved.join('/') } };
}

/** Of what is not whole the tracks stay: another try asks only for what is missing in them. */
async function letGo(downloadId: string, { gaps, record, extras }: MadeMedia): Promise<void> {
  if (!gaps || !canBeFilled(gaps)) return void (await askOffscreen({ verb: 'release', jobId: downloadId }));
  const paths = [record, ...extras].map(({ path }) => path);
  for (let from = 0; from < paths.length; from += 100)
    await askOffscreen({ verb: 'drop', jobId: downloadId, paths: paths.slice(from, from + 100) });
}

async function stopMaking(downloadId: string): Promise<void> {
  await askOffscreen({ verb: 'media.stop', downloadId });
}

/** One that runs: `end` settles when it is over, whole or not. */
interface Run {
  abort: AbortController;
  end: Promise<unknown>;
}

/**
 * Describes, runs and ends downloads. Everything throws AppError. `keep` writes into the record how far its delivery is:
 * a run of a record that has one goes on there.
 */
export function createBrowserDownloads({
  keep,
}: {
  keep(downloadId: string, delivery: Delivery): Promise<void>;
}) {
  const runs = new Map<string, Run>();
  const discards = new Map<string, Promise<void>>();

  async function deliver(
    record: DownloadRecord,
    onProgress: (progress: DownloadProgress) => void,
    signal: AbortSignal,
  ): Promise<SavedDownload> {
    signal.throwIfAborted();
    const downloadId = record.id;
    let delivery = record.delivery ?? { made: await makeMedia(record, onProgress, signal), files: [] };
    const write = async (files: SavedFile[], until: AbortSignal): Promise<void> => {
      // The record may be another try's by now, and what was made is being removed.
      until.throwIfAborted();
      delivery = { ...delivery, files };
      await keep(downloadId, delivery);
    };
    if (!record.delivery) await write([], signal);
    const save = (file: FileRecord, until: AbortSignal) =>
      handOver(file, {
        downloadId,
        noted: delivery.files,
        signal: until,
        note: (noted) => write(noteFile(delivery.files, noted), until),
      });
    const { made } = delivery;
    const film = await save(made.record, signal);
    // Who speaks when the film is there has spoken too late: what belongs to it follows.
    const never = new AbortController().signal;
    const beside: FileRecord[] = [];
    for (const extra of made.extras) beside.push((await save(extra, never)).record);
    await letGo(downloadId, made);
    const { gaps, left, ...facts } = made;
    return {
      ...facts,
      ...film,
      outcome: 'saved',
      extras: beside,
      ...(gaps && { gaps }),
      ...(left.length > 0 && { left }),
    };
  }

  async function stop(downloadId: string): Promise<void> {
    runs.get(downloadId)?.abort.abort(new AppError('job.cancelled'));
    // What a worker before this one has begun may be at work without a run.
    await stopMaking(downloadId);
  }

  async function discard(downloadId: string): Promise<void> {
    const run = runs.get(downloadId);
    await stop(downloadId);
    await run?.end;
    await askOffscreen({ verb: 'release', jobId: downloadId });
  }

  return {
    /** Throws `net.permission` and `input.not_supported`. */
    async describe({ url, withLogin }: Pick<PageQuestion, 'url' | 'withLogin'>): Promise<PageVideo> {
      await checkHosts([url]);
      const cookieDomains = withLogin ? await listLoginSites(url) : [];
      const answer = await askOffscreen({ verb: 'media.describe', url, cookieDomains });
      if (!('video' in answer)) throw toOtherAnswer();
      await checkHosts(answer.hosts);
      return answer.video;
    },

    async run(
      record: DownloadRecord,
      onProgress: (progress: DownloadProgress) => void,
      signal: AbortSignal,
    ): Promise<SavedDownload> {
      const abort = new AbortController();
      const discarded = discards.get(record.id);
      const start = async (): Promise<SavedDownload> => {
        // What is being removed would be removed from under it.
        await discarded;
        return deliver(record, onProgress, AbortSignal.any([signal, abort.signal]));
      };
      const saved = start();
      const run = { abort, end: Promise.allSettled([saved]) };
      runs.set(record.id, run);
      try {
        return await saved;
      } finally {
        if (runs.get(record.id) === run) runs.delete(record.id);
      }
    },

    stop,

    /** Stops it and forgets what has come; one that was whole by then has ended so. */
    async discard(downloadId: string): Promise<void> {
      const end = discard(downloadId);
      const settled = Promise.allSettled([end]).then(() => undefined);
      discards.set(downloadId, settled);
      try {
        await end;
      } finally {
        if (discards.get(downloadId) === settled) discards.delete(downloadId);
      }
    },
  };
}
