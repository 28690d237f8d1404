/** What screens need from the outside. The entrypoints pass the real ones; tests pass their own. */
import type { Hop } from '../../shared/doctor.ts';
import type { Job, Step } from '../../shared/model/job.ts';
import type { JobOptions } from '../../shared/model/job-options.ts';
import type { SourceRef } from '../../shared/model/source.ts';
import type { UpdateOutcome, UpdateProgress } from '../../shared/protocol/companion-commands.ts';
import type { DownloadRecord } from '../core/downloads/download-record.ts';
import type { ItemRecord } from '../core/items/item-record.ts';
import type { BaseExport } from '../core/jobs/base-export.ts';
import type { StoredFile } from '../core/jobs/job-records.ts';
import type { BackgroundMessage, News, RequestOf, ResponseOf } from '../messaging/client.ts';
import type { ConvertDesk } from './convert-desk.ts';
import type { DownloadOptions } from './download-options.ts';
import type { PlaceDesk } from './place-desk.ts';

/** A part of a long list, in rows. */
export interface Slice {
  offset: number;
  limit: number;
}

/** Reading the store; nothing here writes. */
export interface ScreenQueries {
  /** Newest first. */
  listJobs(limit?: number): Promise<Job[]>;
  /** With those that are not understood. */
  countJobs(): Promise<number>;
  readJob(jobId: string): Promise<Job | null>;
  /** In the order in which they run. */
  listSteps(jobId: string): Promise<Step[]>;
  listItemRecords(jobId: string, slice: Slice): Promise<ItemRecord[]>;
  countItems(jobId: string): Promise<number>;
  listFiles(jobId: string, slice: Slice): Promise<StoredFile[]>;
  countFiles(jobId: string): Promise<number>;
  /** Newest first. */
  listDownloads(): Promise<DownloadRecord[]>;
  countOpenDownloads(): Promise<number>;
  readDownload(downloadId: string): Promise<DownloadRecord | null>;
  /** The newest complete export that was begun from this address; null when there is none. */
  findBase(refUrl: string): Promise<BaseExport | null>;
}

/** What every screen needs. */
export interface ScreenPorts {
  /** Throws ToldError. */
  request<Name extends BackgroundMessage>(name: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>>;
  /** Calls back until the returned function is called. */
  listenToNews(callback: (news: News) => void): () => void;
  queries: ScreenQueries;
  nowMs(): number;
}

/** The user's login on sites that are no platforms; each has to be switched on by itself. */
export interface SiteLogins {
  /** The site a page belongs to, as the browser names it when it asks; null for pages that have none to lend. */
  siteOf(url: string): string | null;
  /** Whether it is switched on for the page's site. */
  isAllowed(url: string): Promise<boolean>;
  /** Has the browser ask the user, which it does only within a click. False when they refused. */
  ask(url: string): Promise<boolean>;
  /** The same for fetching from there without it. */
  allow(url: string): Promise<boolean>;
  /** Switches it off and gives the permission back, unless the browser still needs it to fetch from there. */
  drop(url: string, keepsAccess: boolean): Promise<void>;
}

/** What the download screens need beside it. */
export interface DownloadPorts extends ScreenPorts {
  /** Loaded when a page is looked at. */
  openLogins(): Promise<SiteLogins>;
  /** As it was stored, by whatever version. */
  readDownloadOptions(): Promise<unknown>;
  writeDownloadOptions(options: DownloadOptions): Promise<void>;
  copyText(text: string): Promise<void>;
  /** Where it is found out what is wrong with the companion. */
  openDoctor(): void;
}

/** The tab the popup was opened over. */
export interface ActivePage {
  /** Null when the page is not one that can be exported. */
  ref: SourceRef | null;
  /** Its address, where the browser tells it; null for pages that are none of the web. */
  url: string | null;
  tabId: number | null;
}

/** What the popup needs beside it. */
export interface PopupPorts extends DownloadPorts {
  /** Both are read before the popup is drawn, so that it is whole at once. */
  activePage: ActivePage;
  savedOptions: JobOptions;
  writeSavedOptions(options: JobOptions): Promise<void>;
  /** Opens the dashboard where it explains the companion. */
  openCompanionHelp(): void;
  /** The platform that a page belongs to, whatever it shows. */
  findPlatform(url: string): { label: string } | null;
  /** Opens the platform's start page. */
  openPlatform(): void;
}

/** Looking after the companion, over a connection of this page's own. Everything throws ToldError. */
export interface CompanionCare {
  /**
   * Has the browser start the companion anew and tells each hop as it is looked at. `strange`: what the browser said
   * when there was no companion and the text is none of those that are known.
   */
  examine(onHop: (hop: Hop) => void, signal: AbortSignal): Promise<{ strange: string | null }>;
  /** Has the companion fetch the newest yt-dlp for itself. `changed` is false when it has that already. */
  update(onProgress: (progress: UpdateProgress) => void): Promise<Pick<UpdateOutcome, 'version' | 'changed'>>;
  /** Has the companion ask the user for a folder, in a window of the system. False when they chose none. */
  chooseFolder(purpose: 'archives' | 'downloads'): Promise<boolean>;
}

/** An export or a download whose record is not understood, with what it may be called. */
export interface UnreadableRecord {
  id: string;
  title: string;
}

/** What the dashboard needs beside it. */
export interface DashboardPorts extends DownloadPorts {
  /** Those that the other questions leave out, because their records are not understood. */
  listUnreadable(what: 'jobs' | 'downloads'): Promise<UnreadableRecord[]>;
  /** Where a first export can start. */
  homes: readonly { label: string; homeUrl: string }[];
  /** For the companion's install command. */
  extensionId: string;
  extensionVersion: string;
  /** Name and version of browser and system, for a report. */
  browserName: string;
  care: CompanionCare;
  /** Loads what converts files; asked for once. */
  openConvertDesk(): Promise<ConvertDesk>;
  /** Loads what reaches places on the user's disk. */
  openPlaceDesk(): Promise<PlaceDesk>;
  /** Starts the extension anew, by which an update that waits is taken. */
  reloadExtension(): void;
}
