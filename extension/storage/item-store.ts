/** Items of a job: stored page by page together with the cursor that comes after the page. */

import { AppError } from '../../shared/errors.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import { type Comment, toItemKey } from '../../shared/model/item.ts';
import { createItemRecord, seeAgain } from '../core/item-progress.ts';
import type { ItemRecord } from '../core/item-record.ts';
import type { CollectedPage, CommentsRead } from '../core/job-records.ts';
import { openLibrary } from './database.ts';
import { ofJob, ofJobFrom } from './ranges.ts';

/**
 * Stores a page's items, the step's new cursor and its report in one transaction: after a crash either all of it
 * is there or none, so no page is lost or counted twice. Returns how many of the items were new.
 */
export async function saveCollectedPage({
  step,
  items,
  seenIn,
  options,
  room,
  report,
}: CollectedPage): Promise<number> {
  const { jobId } = step;
  const transaction = (await openLibrary()).transaction(['items', 'steps', 'reports', 'jobs'], 'readwrite', {
    durability: 'strict',
  });
  const store = transaction.objectStore('items');
  const jobs = transaction.objectStore('jobs');
  const job = await jobs.get(jobId);
  if (!job) throw new AppError('job.cancelled');
  let ordinal = job.counts.seen;
  const end = room === null ? Number.POSITIVE_INFINITY : ordinal + room;
  for (const item of items) {
    const known = await store.get([jobId, toItemKey(item)]);
    if (known) {
      await store.put(seeAgain(known, item, seenIn));
      continue;
    }
    if (ordinal >= end) continue;
    await store.add(createItemRecord({ jobId, ordinal, item, seenIn, options }));
    ordinal += 1;
  }
  await jobs.put({ ...job, waits: 0, counts: { ...job.counts, seen: ordinal } });
  await transaction.objectStore('steps').put(step);
  await transaction.objectStore('reports').put(report);
  await transaction.done;
  return ordinal - job.counts.seen;
}

/** Records in order of first sight, a batch at a time. */
export async function listItems(jobId: string, from: number, limit: number): Promise<ItemRecord[]> {
  return (await openLibrary()).getAllFromIndex('items', 'ordinal', ofJobFrom(jobId, from), limit);
}

/** All records of a job, read in batches, so that memory does not grow with the library. */
export async function* iterateItems(jobId: string, batch = 500): AsyncGenerator<ItemRecord> {
  let from = 0;
  while (true) {
    const records = await listItems(jobId, from, batch);
    yield* records;
    const last = records.at(-1);
    if (!last || records.length < batch) return;
    from = last.ordinal + 1;
  }
}

/** Changes one record as it is at that moment. */
export async function changeItem(
  jobId: string,
  key: string,
  change: (record: ItemRecord) => ItemRecord,
): Promise<ItemRecord | null> {
  const transaction = (await openLibrary()).transaction('items', 'readwrite');
  const record = await transaction.store.get([jobId, key]);
  const changed = record ? change(record) : null;
  if (changed) await transaction.store.put(changed);
  await transaction.done;
  return changed;
}

/** Adds a file to its item and to the job's list of files, together. */
export async function saveItemFile(jobId: string, key: string, file: FileRecord): Promise<void> {
  const transaction = (await openLibrary()).transaction(['items', 'files'], 'readwrite');
  const items = transaction.objectStore('items');
  const record = await items.get([jobId, key]);
  if (record && !record.files.includes(file.path))
    await items.put({ ...record, files: [...record.files, file.path] });
  await transaction.objectStore('files').put({ ...file, jobId, itemKey: key });
  await transaction.done;
}

/** A page of comments and the record with the cursor after it, together. */
export async function saveCommentPage({ record, page, comments }: CommentsRead): Promise<void> {
  const transaction = (await openLibrary()).transaction(['items', 'comments'], 'readwrite');
  await transaction
    .objectStore('comments')
    .put({ jobId: record.jobId, itemOrdinal: record.ordinal, page, comments });
  await transaction.objectStore('items').put(record);
  await transaction.done;
}

/** How many comment pages of an item are stored. */
export async function countCommentPages(jobId: string, itemOrdinal: number): Promise<number> {
  const range = IDBKeyRange.bound([jobId, itemOrdinal], [jobId, itemOrdinal, []]);
  return (await openLibrary()).count('comments', range);
}

/** Comments of a job, grouped by item in the order of the items. */
export async function* iterateComments(jobId: string): AsyncGenerator<Comment> {
  let range = ofJob(jobId);
  while (true) {
    const pages = await (await openLibrary()).getAll('comments', range, 50);
    for (const page of pages) yield* page.comments;
    const last = pages.at(-1);
    if (!last) return;
    range = IDBKeyRange.bound([jobId, last.itemOrdinal, last.page], [jobId, []], true);
  }
}
