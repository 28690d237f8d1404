/** A job's counts, as they follow from what becomes of its items. */
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { isSaved } from '../items/item-progress.ts';
import type { ItemRecord } from '../items/item-record.ts';

type Counts = Job['counts'];

/** The counts after an item's record became another; `before` is null when the item is new. */
export function countRecord(counts: Counts, before: ItemRecord | null, after: ItemRecord): Counts {
  const differenceOf = (is: (record: ItemRecord) => boolean): number =>
    Number(is(after)) - Number(before !== null && is(before));
  return {
    ...counts,
    seen: counts.seen + (before === null ? 1 : 0),
    saved: Math.max(0, counts.saved + differenceOf(isSaved)),
    refused: Math.max(0, counts.refused + differenceOf(({ refusals }) => refusals.length > 0)),
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
