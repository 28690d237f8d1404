/** What downloads need of the world. The background passes the real ones, tests pass their own. */
import type { DownloadProgress, JournalEntry } from '../../../shared/protocol/download-commands.ts';
import type { DownloadNews, DownloadRecord, SavedDownload } from '../../core/downloads/download-record.ts';

type Status = DownloadRecord['state']['status'];

/** The library. Every method is one transaction: it happened, or it did not. */
export interface DownloadStore {
  /** Adds those for which `isSame` finds none that serves already; returns what is in the library then, one for each. */
  add(
    downloads: readonly Omit<DownloadRecord, 'place'>[],
    isSame: (known: DownloadRecord, wanted: Omit<DownloadRecord, 'place'>) => boolean,
  ): Promise<DownloadRecord[]>;
  read(downloadId: string): Promise<DownloadRecord | null>;
  /** Changes a download as it is at that moment; null when it is gone or `change` declines. */
  change(
    downloadId: string,
    change: (record: DownloadRecord) => DownloadRecord | null,
  ): Promise<DownloadRecord | null>;
  /** Those of some states, in the order of the queue. */
  listIn(statuses: readonly Status[]): Promise<DownloadRecord[]>;
  remove(downloadIds: readonly string[]): Promise<void>;
}

/** The companion, by what downloads ask of it. Everything throws AppError, `host.*` for the connection. */
export interface DownloadCompanion {
  /** Runs a download to its end; one that was begun before goes on where it was. */
  run(
    record: DownloadRecord,
    onProgress: (progress: DownloadProgress) => void,
    signal: AbortSignal,
  ): Promise<SavedDownload>;
  /** Stops a running one in order and says how far it is. */
  pause(downloadId: string): Promise<JournalEntry>;
  /** Stops one; `discard` also removes its part files. */
  cancel(downloadId: string, discard: boolean): Promise<void>;
  /** What its journal says of some downloads; those it does not know are not in it. */
  list(downloadIds: readonly string[]): Promise<ReadonlyMap<string, JournalEntry>>;
}

/** All of it. */
export interface DownloadPorts {
  store: DownloadStore;
  companion: DownloadCompanion;
  tell(news: DownloadNews): void;
  nowMs(): number;
  /** 0 to 1. */
  random(): number;
}
