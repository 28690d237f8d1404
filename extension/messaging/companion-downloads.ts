/** The companion by what downloads ask of it. See `DownloadCompanion` in jobs/downloads/ports.ts. */
import type { CommandRequest } from '../../shared/protocol/commands.ts';
import type { DownloadProgress, JournalEntry, PageVideo } from '../../shared/protocol/download-commands.ts';
import type { DownloadRecord, SavedDownload } from '../core/downloads/download-record.ts';
import type { HostPort } from './host-port.ts';

/** What is lent to the companion for one page. */
export type Lease = Pick<CommandRequest<'info'>, 'platform' | 'cookies' | 'userAgent'>;

/** What is asked of a page. */
export interface PageQuestion {
  url: string;
  /** Of a playlist the entries from this one on, counted from 1. */
  from: number;
  withLogin: boolean;
  prefer: CommandRequest<'info'>['prefer'];
}

interface CompanionDownloadsOptions {
  host: HostPort;
  /** Asked anew for each call, because a login may be renewed meanwhile. `withLogin` is for sites that are no platform. */
  readLease(url: string, withLogin: boolean): Promise<Lease>;
}

/** How many entries of a playlist are asked for at once. */
const entriesAtOnce = 200;
const journalPage = 200;

/** Runs, pauses and finds downloads again over the port. Everything throws AppError. */
export function createCompanionDownloads({ host, readLease }: CompanionDownloadsOptions) {
  return {
    /** What a page holds. */
    async describe({ url, from, withLogin, prefer }: PageQuestion): Promise<PageVideo> {
      const lease = await readLease(url, withLogin);
      return host.call('info', { url, entries: { from, count: entriesAtOnce }, prefer, ...lease });
    },

    async run(
      record: DownloadRecord,
      onProgress: (progress: DownloadProgress) => void,
      signal: AbortSignal,
    ): Promise<SavedDownload> {
      const { id: downloadId, url, entry, choice, template, durationSec, withLogin } = record;
      const lease = await readLease(url, withLogin);
      const destination = { in: 'downloads', template } as const;
      const request = { downloadId, url, entry, destination, choice, durationSec, ...lease };
      return host.call('download', request, { onEvent: onProgress, signal });
    },

    async pause(downloadId: string): Promise<JournalEntry> {
      return (await host.call('pause', { downloadId })).entry;
    },

    async cancel(downloadId: string, discard: boolean): Promise<void> {
      await host.call('cancel', { target: downloadId, discard });
    },

    async list(downloadIds: readonly string[]): Promise<ReadonlyMap<string, JournalEntry>> {
      const wanted = new Set(downloadIds);
      const found = new Map<string, JournalEntry>();
      for (let after: string | null = null; ; ) {
        const page: { downloads: JournalEntry[]; more: boolean } = await host.call('list', {
          after,
          limit: journalPage,
          in: 'downloads',
        });
        for (const entry of page.downloads)
          if (wanted.has(entry.downloadId)) found.set(entry.downloadId, entry);
        after = page.downloads.at(-1)?.downloadId ?? null;
        if (!page.more || after === null || found.size === wanted.size) return found;
      }
    },
  };
}
