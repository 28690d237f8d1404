/** Files of a job's archive, with length and hash as they were written. */
import type { FileRecord } from '../../shared/model/archive.ts';
import { type StoredFile, storedFileSchema } from '../core/jobs/job-records.ts';
import { openLibrary } from './database.ts';
import { parseAllStored } from './parse-stored.ts';
import { ofJob } from './ranges.ts';

/** Files of the archive as a whole, such as items.json; one that is known is replaced. */
export async function saveArchiveFiles(jobId: string, files: FileRecord[]): Promise<void> {
  const transaction = (await openLibrary()).transaction('files', 'readwrite');
  const puts = files.map((file) => transaction.store.put({ ...file, jobId, itemKey: null }));
  await Promise.all([...puts, transaction.done]);
}

/** All files of a job, by path. Throws `storage.unreadable`. */
export async function listStoredFiles(jobId: string): Promise<StoredFile[]> {
  return parseAllStored(storedFileSchema, await (await openLibrary()).getAll('files', ofJob(jobId)));
}

/** Their paths, whatever else is known of them. */
export async function listPaths(jobId: string): Promise<string[]> {
  const keys = await (await openLibrary()).getAllKeys('files', ofJob(jobId));
  return keys.map(([, path]) => path);
}

/** Drops the records of files; the files themselves are not touched. */
export async function forgetFiles(jobId: string, paths: readonly string[]): Promise<void> {
  const transaction = (await openLibrary()).transaction('files', 'readwrite');
  await Promise.all([...paths.map((path) => transaction.store.delete([jobId, path])), transaction.done]);
}
