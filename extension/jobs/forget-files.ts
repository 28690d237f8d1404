/** Files of an archive that are lost: damaged, missing, or gone with the browser's copy. What is forgotten is fetched again. */

import type { Job } from '../../shared/model/job.ts';
import type { ItemRecord } from '../core/items/item-record.ts';
import { toMediaFolder } from '../core/names/archive-layout.ts';
import type { Ports } from './ports.ts';

const isExtra = (path: string): boolean => toMediaFolder(path) === 'subtitles';
const isFilm = (path: string): boolean => ['videos', 'audio'].includes(toMediaFolder(path) ?? '');

/** What is done with an item once more: what the lost files may have come from. */
function reopenItem(record: ItemRecord, isLost: (path: string) => boolean): ItemRecord | null {
  const lost = record.files.filter(isLost);
  if (lost.length === 0) return null;
  // Of a post with a film a picture is its thumbnail; of another it may be what the post is.
  const hasFilm = record.files.some(isFilm);
  const again = (progress: ItemRecord['video'], yes: boolean) =>
    yes && progress === 'done' ? 'pending' : progress;
  return {
    ...record,
    files: record.files.filter((path) => !isLost(path)),
    extras: again(record.extras, !lost.every(isFilm)),
    video: again(record.video, lost.some(isFilm) || (!hasFilm && !lost.every(isExtra))),
  };
}

/** Forgets those files of a job for which `isLost` says so, and returns how many they were. */
export async function forgetFiles(
  { store }: Ports,
  jobId: string,
  isLost: (path: string) => boolean,
): Promise<number> {
  const paths = (await store.listStoredFiles(jobId)).map(({ path }) => path).filter(isLost);
  await store.changeItems(jobId, (record) => reopenItem(record, isLost));
  await store.forgetFiles(jobId, paths);
  return paths.length;
}

/**
 * Forgets files that are damaged or missing; what is not the job's stays. What is left of them goes first: under its
 * name it would be taken for what is fetched again.
 */
export async function dropLostFiles(ports: Ports, job: Job, named: readonly string[]): Promise<void> {
  const lost = new Set(named);
  const written = (await ports.store.listStoredFiles(job.id)).map(({ path }) => path);
  const paths = written.filter((path) => lost.has(path));
  if (job.target && paths.length > 0) await ports.sinks.of(job, job.target).remove(paths, false);
  await forgetFiles(ports, job.id, (path) => lost.has(path));
}
