/** What jobs need of the world. The background passes the real ones, tests pass their own. */

import type { FileRule } from '../../shared/file-rule.ts';
import type { FileExpectation } from '../../shared/file-type.ts';
import type { FileRecord, Refusal } from '../../shared/model/archive.ts';
import type { Comment } from '../../shared/model/item.ts';
import type { ArchiveTarget, Job, Step } from '../../shared/model/job.ts';
import type { JobOptions } from '../../shared/model/job-options.ts';
import type { PlatformId, SourceRef } from '../../shared/model/source.ts';
import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';
import type { WireError } from '../../shared/wire-error.ts';
import type { JoinRequest, SoundRequest } from '../core/items/film-requests.ts';
import type { ItemRecord } from '../core/items/item-record.ts';
import type { BaseExport, KnownItem, SeenItem } from '../core/jobs/base-export.ts';
import type {
  CollectedPage,
  CommentsRead,
  ItemChange,
  JobNews,
  StepReport,
  StoredFile,
} from '../core/jobs/job-records.ts';
import type { HashedIdentity } from '../core/pages/identity.ts';
import type { CollectorReply, CollectorRequest } from '../core/pages/page-read.ts';

/** What is asked of a platform, and in whose name. */
export interface PlatformQuestion {
  ref: SourceRef;
  request: CollectorRequest;
  /** As whom the pages before this one were read; undefined while that is open. */
  persona: string | undefined;
}

/** A platform's page somewhere in the browser, kept to the pace of its account. */
export interface PagePort {
  /**
   * Throws AppError, `platform.account_changed` when the page is somebody else's now; a refusal of the platform comes
   * as a reply, with whom it was made for.
   */
  ask(
    question: PlatformQuestion,
    signal: AbortSignal,
  ): Promise<{ reply: CollectorReply; asker: HashedIdentity }>;
}

/** A video to be downloaded; `stem` is its path in the archive without extension. */
export interface VideoRequest {
  platform: PlatformId;
  itemId: string;
  url: string;
  stem: string;
  choice: Pick<JobOptions, 'quality' | 'audioFormat' | 'codec' | 'container' | 'maxBytes'>;
  durationSec: number | null;
}

/** A file to be fetched into the archive by its address. */
export interface FileRequest {
  path: string;
  platform: PlatformId;
  /** Tried in order, see `tryAddresses`. */
  urls: string[];
  /** Images and subtitles are small and public; the others are asked for as the platform's own page asks. */
  expect: FileExpectation;
  /** What the platform serves of such files; anything else is refused. Null: not known. */
  rule: FileRule | null;
  /** A longer file is refused with `media.over_limit`. */
  maxBytes: number | null;
  /** A file that is there gives way once the new one is whole; else it is taken for the one that is asked for. */
  replace?: boolean;
}

/** Where an archive is written: the companion's folder, or the browser's own storage that becomes a ZIP. */
export interface ArchiveSink {
  /** Writes a text file in chunks; the record is what is really on the disk. */
  writeText(path: string, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<FileRecord>;
  fetchFile(request: FileRequest, signal: AbortSignal): Promise<FileRecord>;
  /** Puts picture and sound into one file without encoding anything, checks and hashes it. Asked again, it is made again. */
  join(request: JoinRequest, signal: AbortSignal): Promise<FileRecord>;
  /**
   * Takes the sound out of a file; what is of the wanted format already is not encoded anew. Throws `media.unsupported`
   * where there is none, `media.codec_unfit` where it cannot become what is wanted. Asked again, it is made again.
   */
  takeSound(request: SoundRequest, signal: AbortSignal): Promise<FileRecord>;
  /** Removes files below `parts/`, which are no part of the archive; what is not there is fine. */
  dropParts(paths: string[], signal: AbortSignal): Promise<void>;
  /** Null when this sink cannot download videos. */
  downloadVideo:
    | ((
        request: VideoRequest,
        onProgress: (progress: DownloadProgress) => void,
        signal: AbortSignal,
      ) => Promise<FileRecord>)
    | null;
  /** What the manifest that lies in its place by now lists; null where each export has a place of its own. */
  listPlaced: (() => Promise<FileRecord[]>) | null;
  /** Reads every file back and compares. */
  verify(files: FileRecord[], signal: AbortSignal): Promise<Refusal[]>;
  /** Removes files of the archive; `whole`: also everything that was only needed to make it. What is not there is fine. */
  remove(paths: readonly string[], whole: boolean): Promise<void>;
  /**
   * Hands the archive over: packs a ZIP where that is wanted. Returns the target as it is then, and why the archive is not
   * where the user wants it; null when it is. What it was made from stays until it is released, so that who was killed before he wrote the target can do it once more.
   */
  deliver(
    job: Job,
    files: FileRecord[],
    signal: AbortSignal,
  ): Promise<{ target: ArchiveTarget; notice: WireError | null }>;
  /** Drops what was only needed until the archive was handed over. Asked again, there is nothing left to do. */
  release(): Promise<void>;
}

/** Opens the place an archive is written to, and finds it again after a restart. */
export interface SinkPort {
  /** Chooses where the archive goes, makes the place, and says what is missing (`host.missing`). */
  open(
    job: Job,
    folderName: string,
  ): Promise<{
    target: ArchiveTarget;
    versions: Record<string, string>;
    /** Why it is not where the user wants it; null when it is. */
    notice?: WireError | null;
  }>;
  of(job: Job, target: ArchiveTarget): ArchiveSink;
  /** Drops what the browser keeps of an export of which no more is known than its id. */
  forget(jobId: string): Promise<void>;
}

/** The library. Every method is one transaction: it happened, or it did not. */
export interface StorePort {
  /** Adds the job, unless `isSame` finds one that serves already; returns the job that is in the library then. */
  addJob(job: Job, steps: Step[], isSame: (known: Job) => boolean): Promise<Job>;
  /** Changes a job as it is at that moment; null when it is gone or `change` declines. */
  changeJob(jobId: string, change: (job: Job) => Job | null): Promise<Job | null>;
  readJob(jobId: string): Promise<Job | null>;
  listJobs(): Promise<Job[]>;
  removeJob(jobId: string): Promise<void>;
  listSteps(jobId: string): Promise<Step[]>;
  /** Writes what is known of the job now, but not its state, which may have changed meanwhile. */
  savePlan(job: Job, steps: Step[]): Promise<void>;
  saveStep(step: Step): Promise<void>;
  saveReport(report: StepReport): Promise<void>;
  listReports(jobId: string): Promise<StepReport[]>;
  /** Returns how many of the items were new. */
  saveCollectedPage(page: CollectedPage): Promise<number>;
  /** By its key; null when the job has none of it. */
  readItem(jobId: string, key: string): Promise<ItemRecord | null>;
  /** In order of first sight; memory does not grow with the library. */
  iterateItems(jobId: string): AsyncIterable<ItemRecord>;
  /** Changes an item, its files and the job's counts together. */
  changeItem(change: ItemChange): Promise<void>;
  /** The same for every item for which `change` does not decline by returning null; in batches, each whole. */
  changeItems(jobId: string, change: (record: ItemRecord) => ItemRecord | null): Promise<void>;
  saveCommentPage(read: CommentsRead): Promise<void>;
  countCommentPages(jobId: string, itemOrdinal: number): Promise<number>;
  iterateComments(jobId: string): AsyncIterable<Comment>;
  /** Files of the archive as a whole; one that is known is replaced. */
  saveArchiveFiles(jobId: string, files: FileRecord[]): Promise<void>;
  listStoredFiles(jobId: string): Promise<StoredFile[]>;
  /** Of those, whatever else is known of them. */
  listPaths(jobId: string): Promise<string[]>;
  forgetFiles(jobId: string, paths: readonly string[]): Promise<void>;
  /** What later exports of a source build on; null when there was no complete one. */
  readBase(sourceKey: string): Promise<BaseExport | null>;
  /** Of these items those that complete exports of the source have seen, by key. */
  findKnown(sourceKey: string, keys: readonly string[]): Promise<Map<string, KnownItem>>;
  iterateKnown(sourceKey: string): AsyncIterable<KnownItem>;
  saveKnown(items: readonly SeenItem[]): Promise<void>;
  saveBase(base: BaseExport): Promise<void>;
  /** Which of these keys are those of items of the job. */
  findItemKeys(jobId: string, keys: readonly string[]): Promise<Set<string>>;
  /** Notes what was seen of the job's items, and gives them the history that there is. */
  observeItems(jobId: string, at: string): Promise<void>;
}

export interface Ports {
  store: StorePort;
  pages: PagePort;
  sinks: SinkPort;
  tell(news: JobNews): void;
  nowMs(): number;
  random(): number;
  /** False when the browser knows that it has no connection. */
  isOnline(): boolean;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
