/** A job's counts, as they follow from what becomes of its items. */
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { isSaved } from '../items/is-saved.ts';
import type { ItemRecord } from '../items/item-record.ts';

type Counts = Job['counts'];

const isRefused = (record: ItemRecord): boolean => record.refusals.length > 0 && !isSaved(record);

/** The counts after an item's record became another; `before` is null when the item is new. */
export function countRecord(counts: Counts, before: ItemRecord | null, after: ItemRecord): Counts {
  const differenceOf = (is: (record: ItemRecord) => boolean): number =>
    Number(is(after)) - Number(before !== null && is(before));
  return {
    ...counts,
    seen: counts.seen + (before === null ? 1 : 0),
    saved: Math.max(0, counts.saved + differenceOf(isSaved)),
    refused: Math.max(0, counts.refused + differenceOf(isRefused)),
  };
}

/** The counts after a file was written; `before` is the record that it replaces. */
export function countFile(counts: Counts, before: FileRecord | null, after: FileRecord): Counts {
  return {
    ...counts,
    files: counts.files + (before === null ? 1 : 0),
    bytes: counts.bytes + after.bytes - (before?.bytes ?? 0),
  };
}

/** The counts without a file; null when there was none. */
export const uncountFile = (counts: Counts, file: FileRecord | null): Counts =>
  file ? { ...counts, files: counts.files - 1, bytes: counts.bytes - file.bytes } : counts;
