/** Files of a job's archive, with length and hash as they were written. */
import type { FileRecord } from '../../shared/model/archive.ts';
import type { StoredFile } from '../core/job-records.ts';
import { openLibrary } from './database.ts';
import { ofJob } from './ranges.ts';

/** A file of the archive as a whole, such as items.json. */
export async function saveArchiveFile(jobId: string, file: FileRecord): Promise<void> {
  await (await openLibrary()).put('files', { ...file, jobId, itemKey: null });
}

/** All files of a job, by path. */
export async function listStoredFiles(jobId: string): Promise<StoredFile[]> {
  return (await openLibrary()).getAll('files', ofJob(jobId));
}

/** Drops the record of a file; the file itself is not touched. */
export async function forgetFile(jobId: string, path: string): Promise<void> {
  await (await openLibrary()).delete('files', [jobId, path]);
}
