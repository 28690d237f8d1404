/** What the archive worker does, as the offscreen document sees it. Errors come as values: comlink would keep only their message. */
import type { FileRule } from '../../../shared/file-rule.ts';
import type { FileExpectation } from '../../../shared/file-type.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { OnProgress } from '../../../shared/net/transfer.ts';
import type { Looked } from '../save/looked.ts';
import type { SmallPlace } from '../small-files/small-file-index.ts';
import type { TrackWish } from '../stream/choose-tracks.ts';
import type { FetchedStream, StreamProgress } from '../stream/fetched-stream.ts';
import type { OrError } from '../worker/answer-error.ts';

/** A piece of a text file. */
export interface WriteRequest {
  jobId: string;
  path: string;
  /** Bytes written before this piece; 0 starts the file. */
  offset: number;
  text: string;
  last: boolean;
}

/** A file to be fetched, of any size. */
export interface FetchRequest {
  jobId: string;
  path: string;
  /** The next one is tried only after a 404. */
  urls: string[];
  expect: FileExpectation;
  /** What the site serves of such files; null: not known. */
  rule?: FileRule | null;
  rateLimitBytesPerSec?: number | null;
  /** A longer file is refused with `media.over_limit`. */
  maxBytes: number | null;
  /** A file that is there gives way once the new one is whole. */
  replace?: boolean | undefined;
  /** Whether a small one may lie among the others: what an archive is made of is read here, not by its name. */
  mayLieAmongOthers?: boolean;
  /** Sites whose cookies go along to their own addresses; all others are asked without any. */
  cookieDomains: string[];
}

/** A stream whose tracks are to be fetched. */
export interface StreamRequest {
  jobId: string;
  url: string;
  wish: TrackWish;
  rateLimitBytesPerSec: number | null;
  cookieDomains: string[];
}

export interface ArchiveWorker {
  /** What lies behind an address. */
  look(request: { url: string; cookieDomains: string[] }): OrError<Looked>;
  /** Fetches the chosen tracks into files `tracks/…`. */
  fetchStream(request: StreamRequest, onProgress: (progress: StreamProgress) => void): OrError<FetchedStream>;
  write(request: WriteRequest): OrError<{ bytes: number; record: FileRecord | null }>;
  /** `onProgress` is told about four times a second. What is there already is only measured, unless it is to be replaced. */
  fetch(request: FetchRequest, onProgress?: OnProgress): OrError<{ bytes: number; record: FileRecord }>;
  /** Ends a fetch, or with null all of a job; what has come stays for the next one. */
  stop(request: { jobId: string; path: string | null }): OrError<{ done: true }>;
  /** Paths of files that are missing or differ from their record; what differs is removed. */
  verify(request: { jobId: string; records: FileRecord[] }): OrError<{ damaged: string[] }>;
  /** Where files lie among the small ones; null for those that do not. */
  findSmall(request: { jobId: string; paths: string[] }): OrError<{ places: (SmallPlace | null)[] }>;
  /** A file that is no longer than `maxBytes`; null where there is none. */
  read(request: { jobId: string; path: string; maxBytes: number }): OrError<Uint8Array<ArrayBuffer> | null>;
  /** Removes files, if they are there. */
  drop(request: { jobId: string; paths: string[] }): OrError<{ done: true }>;
  /** Forgets the job's files. */
  release(request: { jobId: string }): OrError<{ done: true }>;
}
