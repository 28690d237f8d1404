/** Items of a job: stored page by page together with the cursor that comes after the page. */

import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { type Comment, toItemKey } from '../../shared/model/item.ts';
import { type Job, jobSchema } from '../../shared/model/job.ts';
import { createItemRecord, seeAgain } from '../core/items/item-progress.ts';
import { type ItemRecord, storedItemSchema } from '../core/items/item-record.ts';
import { withFound } from '../core/items/lost-files.ts';
import { countFile, countRecord, uncountFile } from '../core/jobs/job-counts.ts';
import {
  type CollectedPage,
  type CommentsRead,
  commentPageSchema,
  type ItemChange,
  storedFileSchema,
} from '../core/jobs/job-records.ts';
import { noWaits } from '../core/jobs/no-waits.ts';
import { openLibrary } from './database.ts';
import { parseAllStored, parseStored } from './parse-stored.ts';
import { ofItem, ofJob, ofJobFrom } from './ranges.ts';

/** What is looked at of a job with every item: all of it, with what it has refused, is read once for each step. */
const countedSchema = z.looseObject({ waits: jobSchema.shape.waits, counts: jobSchema.shape.counts });

const parseCounted = (stored: Job | undefined): Job | null =>
  stored ? { ...stored, ...parseStored(countedSchema, stored) } : null;

/**
 * Stores a page's items, the step's new cursor and its report in one transaction: after a crash either all of it
 * is there or none, so no page is lost or counted twice. Returns how many of the items are new and part of the archive.
 */
export async function saveCollectedPage({
  step,
  items,
  seenIn,
  options,
  room,
  known,
  report,
}: CollectedPage): Promise<number> {
  const { jobId } = step;
  const transaction = (await openLibrary()).transaction(['items', 'steps', 'reports', 'jobs'], 'readwrite', {
    durability: 'strict',
  });
  const store = transaction.objectStore('items');
  const jobs = transaction.objectStore('jobs');
  const job = parseCounted(await jobs.get(jobId));
  if (!job) throw new AppError('job.cancelled');
  const keys = new Set(items.map(toItemKey));
  const stored = await Promise.all([...keys].map((key) => store.get([jobId, key])));
  // All are parsed before anything is written.
  const records = new Map(parseAllStored(storedItemSchema, stored).map((record) => [record.key, record]));
  let { counts } = job;
  let added = 0;
  for (const item of items) {
    const key = toItemKey(item);
    const before = records.get(key) ?? null;
    const record = before
      ? seeAgain(before, item, seenIn)
      : createItemRecord({ jobId, ordinal: counts.seen, item, seenIn, options, known: known.get(key) });
    const isAdded = !before && record.excluded !== 'known';
    if (isAdded && room !== null && added >= room) continue;
    if (isAdded) added += 1;
    await store.put(record);
    records.set(key, record);
    counts = countRecord(counts, before, record);
  }
  await jobs.put({ ...job, ...noWaits, counts });
  await transaction.objectStore('steps').put(step);
  await transaction.objectStore('reports').put(report);
  await transaction.done;
  return added;
}

/** Which of these keys are those of items of the job. */
export async function findItemKeys(jobId: string, keys: readonly string[]): Promise<Set<string>> {
  const store = (await openLibrary()).transaction('items').store;
  const found = await Promise.all(keys.map((key) => store.getKey([jobId, key])));
  return new Set(found.flatMap((key) => key?.[1] ?? []));
}

/** One item by its key; null when the job has none of it. Throws `storage.unreadable`. */
export async function readItem(jobId: string, key: string): Promise<ItemRecord | null> {
  return parseStored(storedItemSchema, await (await openLibrary()).get('items', [jobId, key]));
}

/** Records in order of first sight, a batch at a time. */
async function listItems(jobId: string, from: number, limit: number): Promise<ItemRecord[]> {
  const library = await openLibrary();
  const stored = await library.getAllFromIndex('items', 'ordinal', ofJobFrom(jobId, from), limit);
  return parseAllStored(storedItemSchema, stored);
}

/** All records of a job, read in batches, so that memory does not grow with the library. Throws `storage.unreadable`. */
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

const readBoth = async (
  job: Promise<Job | undefined>,
  record: Promise<ItemRecord | undefined>,
): Promise<[Job | null, ItemRecord | null]> => {
  const [storedJob, storedRecord] = await Promise.all([job, record]);
  return [parseCounted(storedJob), parseStored(storedItemSchema, storedRecord)];
};

const withFile = (record: ItemRecord, path: string): ItemRecord => ({
  ...withFound(record, path),
  files: [...new Set([...record.files, path])],
});

/**
 * Changes one record as it is at that moment, remembers its new file, forgets a dropped one, and keeps the job's counts
 * in step with them.
 * Not flushed to the disk one by one: after a power cut the last few items are done once more.
 */
export async function changeItem(wanted: ItemChange): Promise<void> {
  const { jobId, key, change, file, dropped } = wanted;
  const transaction = (await openLibrary()).transaction(['items', 'files', 'jobs'], 'readwrite');
  const items = transaction.objectStore('items');
  const files = transaction.objectStore('files');
  const jobs = transaction.objectStore('jobs');
  const [job, record] = await readBoth(jobs.get(jobId), items.get([jobId, key]));
  if (job && record) {
    const changed = change(record);
    let counts = countRecord(job.counts, record, changed);
    if (file) {
      const before = parseStored(storedFileSchema, await files.get([jobId, file.path]));
      counts = countFile(counts, before, file);
      await files.put({ ...file, jobId, itemKey: key });
    }
    if (dropped !== undefined) {
      counts = uncountFile(counts, parseStored(storedFileSchema, await files.get([jobId, dropped])));
      await files.delete([jobId, dropped]);
    }
    await items.put(file ? withFile(changed, file.path) : changed);
    await jobs.put({ ...job, ...(!wanted.keepsWaits && noWaits), counts });
  }
  await transaction.done;
}

/** Changes all records for which `change` does not return null: a batch at a time, each with the job's counts. */
export async function changeItems(
  jobId: string,
  change: (record: ItemRecord) => ItemRecord | null,
  batch = 500,
): Promise<void> {
  for (let from = 0; ; from += batch) {
    const transaction = (await openLibrary()).transaction(['items', 'jobs'], 'readwrite');
    const items = transaction.objectStore('items');
    const jobs = transaction.objectStore('jobs');
    const job = parseCounted(await jobs.get(jobId));
    if (!job) return;
    const stored = await items.index('ordinal').getAll(ofJobFrom(jobId, from), batch);
    const records = parseAllStored(storedItemSchema, stored);
    let { counts } = job;
    for (const record of records) {
      const changed = change(record);
      if (!changed) continue;
      await items.put(changed);
      counts = countRecord(counts, record, changed);
    }
    await jobs.put({ ...job, counts });
    await transaction.done;
    if (records.length < batch) return;
  }
}

/** A page of comments and the cursor after it, together; like everything that is saved, it ends a row of pauses. */
export async function saveCommentPage({ jobId, key, page, comments, cursor }: CommentsRead): Promise<void> {
  const transaction = (await openLibrary()).transaction(['items', 'comments', 'jobs'], 'readwrite');
  const items = transaction.objectStore('items');
  const jobs = transaction.objectStore('jobs');
  const [job, record] = await readBoth(jobs.get(jobId), items.get([jobId, key]));
  if (job && record) {
    const store = transaction.objectStore('comments');
    if (page === 0) await store.delete(ofItem(jobId, record.ordinal));
    await store.put({ jobId, itemOrdinal: record.ordinal, page, comments });
    await items.put({ ...record, cursor });
    await jobs.put({ ...job, ...noWaits });
  }
  await transaction.done;
}

/** How many comment pages of an item are stored. */
export async function countCommentPages(jobId: string, itemOrdinal: number): Promise<number> {
  return (await openLibrary()).count('comments', ofItem(jobId, itemOrdinal));
}

/** Comments of a job, grouped by item in the order of the items. Throws `storage.unreadable`. */
export async function* iterateComments(jobId: string): AsyncGenerator<Comment> {
  let range = ofJob(jobId);
  while (true) {
    const stored = await (await openLibrary()).getAll('comments', range, 50);
    const pages = parseAllStored(commentPageSchema, stored);
    for (const page of pages) yield* page.comments;
    const last = pages.at(-1);
    if (!last) return;
    range = IDBKeyRange.bound([jobId, last.itemOrdinal, last.page], [jobId, []], true);
  }
}
