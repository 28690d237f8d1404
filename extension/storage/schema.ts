/** The library as IndexedDB holds it: one row per record, keys that start with the job. */
import type { DBSchema } from 'idb';
import type { FileRecord, Refusal } from '../../shared/model/archive.ts';
import type { Comment } from '../../shared/model/item.ts';
import type { Job, Step } from '../../shared/model/job.ts';
import type { ItemRecord } from '../core/item-record.ts';
import type { Pace } from '../core/pace.ts';

/** A file of a job's archive; `itemKey` is null for files of the archive as a whole. */
export type StoredFile = FileRecord & { jobId: string; itemKey: string | null };

/** Comments are kept a page at a time: a thousand rows of one record each would cost forty times as much. */
export interface CommentPage {
  jobId: string;
  itemOrdinal: number;
  page: number;
  comments: Comment[];
}

/** Troubles of a job that concern no single item, and unknown renderers met, by step. */
export interface StepReport {
  jobId: string;
  index: number;
  refusals: Refusal[];
  unknown: Record<string, number>;
}

export interface Library extends DBSchema {
  jobs: { key: string; value: Job; indexes: { created: string } };
  steps: { key: [string, number]; value: Step };
  items: { key: [string, string]; value: ItemRecord; indexes: { ordinal: [string, number] } };
  comments: { key: [string, number, number]; value: CommentPage };
  files: { key: [string, string]; value: StoredFile };
  reports: { key: [string, number]; value: StepReport };
  paces: { key: string; value: Pace };
}

export type LibraryStore = 'jobs' | 'steps' | 'items' | 'comments' | 'files' | 'reports' | 'paces';
