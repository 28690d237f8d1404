/** A companion for download tests that keeps a journal and does what it is told, over the real library. */
import { AppError } from '../../../shared/app-error.ts';
import {
  type DownloadProgress,
  downloadChoiceSchema,
  type JournalEntry,
} from '../../../shared/protocol/download-commands.ts';
import type { DownloadNews, DownloadWish, SavedDownload } from '../../core/downloads/download-record.ts';
import {
  addDownloads,
  changeDownload,
  listDownloadsIn,
  removeDownloads,
} from '../../storage/download-store.ts';
import { readDownload } from '../../storage/queries.ts';
import type { DownloadPorts } from '../downloads/ports.ts';

export const makeWish = (name: string, change: Partial<DownloadWish> = {}): DownloadWish => ({
  url: `https://video.example/${name}`,
  entry: null,
  title: name,
  author: null,
  durationSec: 10,
  choice: downloadChoiceSchema.parse({ quality: 'original' }),
  template: null,
  withLogin: false,
  ...change,
});

const makeProgress = (bytes: number): DownloadProgress => ({
  stage: 'downloading',
  percent: null,
  bytes,
  totalBytes: null,
  bytesPerSec: null,
  etaSec: null,
});

export const makeSaved = (path: string): SavedDownload => ({
  outcome: 'saved',
  record: { path, bytes: 5, sha256: 'a'.repeat(64) },
  extras: [],
  title: `The real title of ${path}`,
  durationSec: 10,
  width: 640,
  height: 360,
  videoCodec: 'h264',
  audioCodec: 'aac',
});

/** A call of `run` that has not ended. */
interface OpenRun {
  id: string;
  url: string;
  move(bytes: number): void;
  end(saved: SavedDownload): void;
  fail(error: AppError): void;
}

export function createDownloadWorld() {
  const world = {
    /** Names of the downloads that were begun, in order. */
    begun: [] as string[],
    open: [] as OpenRun[],
    journal: new Map<string, JournalEntry>(),
    /** Downloads whose part files were removed. */
    discarded: [] as string[],
    news: [] as DownloadNews[],
    isThere: true,
    nowMs: Date.parse('2026-11-21T12:00:00Z'),
    entry(downloadId: string, change: Partial<JournalEntry>): void {
      world.journal.set(downloadId, { ...emptyEntry, downloadId, ...change });
    },
    runOf(name: string): OpenRun {
      const run = world.open.find(({ url }) => url.endsWith(`/${name}`));
      if (!run) throw new Error(`${name} does not run`);
      return run;
    },
  };
  const close = (id: string): void => {
    world.open = world.open.filter((run) => run.id !== id);
  };
  const find = (id: string): OpenRun => {
    if (!world.isThere) throw new AppError('host.missing');
    const run = world.open.find((known) => known.id === id);
    if (!run) throw new AppError('input.invalid', 'It does not run.');
    return run;
  };

  const ports: DownloadPorts = {
    store: {
      add: addDownloads,
      read: readDownload,
      change: changeDownload,
      listIn: listDownloadsIn,
      remove: removeDownloads,
    },
    companion: {
      run: ({ id, url }, onProgress, signal) =>
        new Promise((resolve, reject) => {
          if (!world.isThere) throw new AppError('host.missing');
          world.begun.push(url.split('/').at(-1) ?? '');
          const fail = (error: AppError): void => {
            close(id);
            reject(error);
          };
          signal.addEventListener('abort', () => fail(new AppError('job.cancelled')));
          world.open.push({
            id,
            url,
            move: (bytes) => onProgress(makeProgress(bytes)),
            end(saved) {
              close(id);
              resolve(saved);
            },
            fail,
          });
        }),
      async pause(downloadId) {
        find(downloadId).fail(new AppError('job.cancelled'));
        return { ...emptyEntry, downloadId, state: 'paused', progress: makeProgress(3) };
      },
      async cancel(downloadId, discard) {
        if (!world.isThere) throw new AppError('host.missing');
        world.open.find(({ id }) => id === downloadId)?.fail(new AppError('job.cancelled'));
        if (discard) world.discarded.push(downloadId);
      },
      async list(ids) {
        if (!world.isThere) throw new AppError('host.missing');
        return new Map([...world.journal].filter(([id]) => ids.includes(id)));
      },
    },
    tell: (news) => world.news.push(news),
    nowMs: () => world.nowMs,
    random: () => 0,
  };
  return { world, ports };
}

const emptyEntry: JournalEntry = {
  downloadId: '',
  url: 'https://video.example/',
  entry: null,
  choice: downloadChoiceSchema.parse({ quality: 'original' }),
  title: null,
  destination: { in: 'downloads', template: null },
  state: 'interrupted',
  progress: null,
  saved: null,
  error: null,
  startedAt: '2026-11-21T12:00:00Z',
  changedAt: '2026-11-21T12:00:00Z',
};
