/**
 * Reading the library; the only part of storage that screens use. Schemas are loaded with the first answer, and what is not
 * understood is left out of it: a record of an export that cannot be read must not hide the others.
 */
import type { Job, Step } from '../../shared/model/job.ts';
import type { DownloadRecord } from '../core/downloads/download-record.ts';
import { isOpenDownload } from '../core/downloads/download-record.ts';
import type { ItemRecord } from '../core/items/item-record.ts';
import type { BaseExport } from '../core/jobs/base-export.ts';
import type { StoredFile } from '../core/jobs/job-records.ts';
import { openLibrary } from './database.ts';
import { parseRecord, parseRecords } from './parse-records.ts';
import { ofJob, ofJobFrom } from './ranges.ts';

const loadJobSchemas = () => import('../../shared/model/job.ts');
const loadDownloadSchemas = () => import('../core/downloads/download-schemas.ts');

/** Newest first. */
export async function listJobs(limit = 500): Promise<Job[]> {
  const stored: unknown[] = [];
  const transaction = (await openLibrary()).transaction('jobs');
  for await (const cursor of transaction.store.index('created').iterate(null, 'prev')) {
    stored.push(cursor.value);
    if (stored.length >= limit) break;
  }
  return parseRecords((await loadJobSchemas()).jobSchema, stored);
}

/** With those whose records are not understood. */
export async function countJobs(): Promise<number> {
  return (await openLibrary()).count('jobs');
}

/** Null when the job is not in the library, or its record is not understood. */
export async function readJob(jobId: string): Promise<Job | null> {
  const stored = await (await openLibrary()).get('jobs', jobId);
  return parseRecord((await loadJobSchemas()).jobSchema, stored);
}

/** In the order in which they run. */
export async function listSteps(jobId: string): Promise<Step[]> {
  const stored = await (await openLibrary()).getAll('steps', ofJob(jobId));
  return parseRecords((await loadJobSchemas()).stepSchema, stored);
}

/** A part of a list. */
export interface Slice {
  offset: number;
  limit: number;
}

/** Item records by order of first sight; ordinals have no gaps, so an offset is an ordinal. */
export async function listItemRecords(jobId: string, { offset, limit }: Slice): Promise<ItemRecord[]> {
  const library = await openLibrary();
  const stored = await library.getAllFromIndex('items', 'ordinal', ofJobFrom(jobId, offset), limit);
  return parseRecords((await import('../core/items/item-record.ts')).storedItemSchema, stored);
}

/** How many items of a job were seen. */
export async function countItems(jobId: string): Promise<number> {
  return (await openLibrary()).count('items', ofJob(jobId));
}

/** How many files a job's archive has so far. */
export async function countFiles(jobId: string): Promise<number> {
  return (await openLibrary()).count('files', ofJob(jobId));
}

/** Files by path. */
export async function listFiles(jobId: string, { offset, limit }: Slice): Promise<StoredFile[]> {
  const files: unknown[] = [];
  const transaction = (await openLibrary()).transaction('files');
  let cursor = await transaction.store.openCursor(ofJob(jobId));
  if (cursor && offset > 0) cursor = await cursor.advance(offset);
  while (cursor && files.length < limit) {
    files.push(cursor.value);
    cursor = await cursor.continue();
  }
  return parseRecords((await import('../core/jobs/job-records.ts')).storedFileSchema, files);
}

/** Every download, newest first. */
export async function listDownloads(): Promise<DownloadRecord[]> {
  const stored = await (await openLibrary()).getAllFromIndex('downloads', 'place');
  return parseRecords((await loadDownloadSchemas()).downloadRecordSchema, stored.reverse());
}

/**
 * The newest complete export that was begun from this address, to be shown; null when there is none. It is not parsed: the
 * popup is without zod. What an export builds on is what `readBase` gives.
 */
export async function findBase(refUrl: string): Promise<BaseExport | null> {
  const bases = await (await openLibrary()).getAllFromIndex('bases', 'refUrl', refUrl);
  return (
    bases
      .filter(({ finishedAt, scope }) => typeof finishedAt === 'string' && typeof scope === 'object')
      .sort((one, other) => one.finishedAt.localeCompare(other.finishedAt))
      .at(-1) ?? null
  );
}

/** How many downloads are under way or stand still. */
export const countOpenDownloads = async (): Promise<number> =>
  (await listDownloads()).filter(isOpenDownload).length;

/** Null when the download is not in the library, or its record is not understood. */
export async function readDownload(downloadId: string): Promise<DownloadRecord | null> {
  const stored = await (await openLibrary()).get('downloads', downloadId);
  return parseRecord((await loadDownloadSchemas()).downloadRecordSchema, stored);
}
