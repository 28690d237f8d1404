/** What a job keeps beside its items. */
import { z } from 'zod';
import { type FileRecord, fileRecordSchema, refusalSchema } from '../../../shared/model/archive.ts';
import { type Comment, commentSchema, type Item } from '../../../shared/model/item.ts';
import type { Step } from '../../../shared/model/job.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { SourceKind } from '../../../shared/model/source.ts';
import type { DownloadProgress } from '../../../shared/protocol/download-commands.ts';
import type { ItemRecord } from '../items/item-record.ts';
import type { Knowledge } from './base-export.ts';

/** A file of a job's archive; `itemKey` is null for files of the archive as a whole. */
export const storedFileSchema = fileRecordSchema.extend({
  jobId: z.string(),
  itemKey: z.string().nullable(),
});
export type StoredFile = z.infer<typeof storedFileSchema>;

/** Comments are kept a page at a time: a thousand rows of one record each would cost forty times as much. */
export const commentPageSchema = z.strictObject({
  jobId: z.string(),
  itemOrdinal: z.number().int().nonnegative(),
  page: z.number().int().nonnegative(),
  comments: z.array(commentSchema),
});
export type CommentPage = z.infer<typeof commentPageSchema>;

/** Troubles of a step that concern no single item, and the unknown renderers it met. */
export const stepReportSchema = z.strictObject({
  jobId: z.string(),
  index: z.number().int().nonnegative(),
  refusals: z.array(refusalSchema),
  unknown: z.record(z.string(), z.number().int().positive()),
});
export type StepReport = z.infer<typeof stepReportSchema>;

/** A page of a list as it is stored: items, cursor and report together or not at all. */
export interface CollectedPage {
  /** The step as it is after this page: cursor, pages, done. */
  step: Step;
  items: Item[];
  seenIn: SourceKind;
  options: JobOptions;
  /** New items beyond this number are left out, where they would be part of the archive; null for no limit. */
  room: number | null;
  /** What the export that this one adds to has of them, by key. */
  known: ReadonlyMap<string, Knowledge>;
  report: StepReport;
}

/** What becomes of one item; a `file` is a finished one that belongs to it, `dropped` the path of one that did. */
export interface ItemChange {
  jobId: string;
  key: string;
  /** From the record as it is at that moment; not called when the item is gone. */
  change(record: ItemRecord): ItemRecord;
  file?: FileRecord;
  dropped?: string;
  /** Nothing came of it, so that a row of pauses goes on. */
  keepsWaits?: boolean;
}

/** A page of an item's comments, and the cursor after it. */
export interface CommentsRead {
  jobId: string;
  key: string;
  /** From 0; the first page replaces whatever was read before. */
  page: number;
  comments: Comment[];
  cursor: string | null;
}

/** What changed; whoever hears it reads the store again. Only live numbers are carried along. */
export type JobNews =
  | { type: 'job.changed'; jobId: string }
  | { type: 'item.progress'; jobId: string; itemId: string; progress: DownloadProgress };
