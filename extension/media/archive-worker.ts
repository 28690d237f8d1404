/** What the archive worker does, as the offscreen document sees it. Errors come as values: comlink would keep only their message. */
import type { WireError } from '../../shared/errors.ts';
import type { FileExpectation } from '../../shared/file-type.ts';
import type { FileRecord } from '../../shared/model/archive.ts';

type OrError<Result> = Promise<Result | { error: WireError }>;

/** A piece of a text file. */
export interface WriteRequest {
  jobId: string;
  path: string;
  /** Bytes written before this piece; 0 starts the file. */
  offset: number;
  text: string;
  last: boolean;
}

/** A small file to be fetched. */
export interface FetchRequest {
  jobId: string;
  path: string;
  /** The next one is tried only after a 404. */
  urls: string[];
  expect: FileExpectation;
}

/** The ZIP to be made of a job's files. */
export interface PackRequest {
  jobId: string;
  folder: string;
  paths: string[];
  /** ISO time of every entry. */
  at: string;
}

export interface ArchiveWorker {
  write(request: WriteRequest): OrError<{ bytes: number; record: FileRecord | null }>;
  fetch(request: FetchRequest): OrError<{ bytes: number; record: FileRecord }>;
  pack(request: PackRequest): OrError<{ zipBytes: number }>;
  /** Paths of files that are missing or differ from their record. */
  verify(request: { jobId: string; records: FileRecord[] }): OrError<{ damaged: string[] }>;
  /** Forgets the job's files. */
  release(request: { jobId: string }): OrError<{ done: true }>;
}
