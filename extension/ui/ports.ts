/** What screens need from the outside. The entrypoints pass the real ones; tests pass their own. */
import type { Job, Step } from '../../shared/model/job.ts';
import type { JobOptions } from '../../shared/model/job-options.ts';
import type { SourceRef } from '../../shared/model/source.ts';
import type { ItemRecord } from '../core/item-record.ts';
import type { StoredFile } from '../core/job-records.ts';
import type { BackgroundMessage, News, RequestOf, ResponseOf } from '../messaging/client.ts';

/** A part of a long list, in rows. */
export interface Slice {
  offset: number;
  limit: number;
}

/** Reading the store; nothing here writes. */
export interface ScreenQueries {
  /** Newest first. */
  listJobs(limit?: number): Promise<Job[]>;
  readJob(jobId: string): Promise<Job | null>;
  /** In the order in which they run. */
  listSteps(jobId: string): Promise<Step[]>;
  listItemRecords(jobId: string, slice: Slice): Promise<ItemRecord[]>;
  countItems(jobId: string): Promise<number>;
  listFiles(jobId: string, slice: Slice): Promise<StoredFile[]>;
  countFiles(jobId: string): Promise<number>;
}

/** What every screen needs. */
export interface ScreenPorts {
  /** Throws AppError. */
  request<Name extends BackgroundMessage>(name: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>>;
  /** Calls back until the returned function is called. */
  listenToNews(callback: (news: News) => void): () => void;
  queries: ScreenQueries;
  nowMs(): number;
}

/** The tab the popup was opened over. */
export interface ActivePage {
  /** Null when the page is not one that can be exported. */
  ref: SourceRef | null;
  tabId: number | null;
}

/** What the popup needs beside it. */
export interface PopupPorts extends ScreenPorts {
  /** Both are read before the popup is drawn, so that it is whole at once. */
  activePage: ActivePage;
  savedOptions: JobOptions;
  writeSavedOptions(options: JobOptions): Promise<void>;
  /** Opens the dashboard where it explains the companion. */
  openCompanionHelp(): void;
  /** Opens the platform's start page. */
  openPlatform(): void;
}

/** What the dashboard needs beside it. */
export interface DashboardPorts extends ScreenPorts {
  /** Where a first export can start. */
  homeUrl: string;
  copyText(text: string): Promise<void>;
  /** For the companion's install command. */
  extensionId: string;
}
