/**
 * Media that other exports have put into the folder of this one and that stay there: of kinds or sizes that were not wanted
 * this time, of a picture that its post has no more. The lists go on naming them with their posts.
 */
import type { FileRecord } from '../../shared/model/archive.ts';
import type { Job } from '../../shared/model/job.ts';
import { toFileEntry } from '../core/items/file-entry.ts';
import { isOneOf } from '../core/jobs/file-errors.ts';
import type { StoredFile } from '../core/jobs/job-records.ts';
import { toMediaFolder } from '../core/names/archive-layout.ts';
import { toTemplate } from '../core/names/item-stems.ts';
import { listJobsInPlace } from './items-in-place.ts';
import type { StorePort } from './ports.ts';
import type { StepContext } from './step-context.ts';

/** Media in the place of an export that are not its own. */
export interface FilesInPlace {
  /** By the keys of their items, with names as this export gives them. */
  byItem: ReadonlyMap<string, FileRecord[]>;
  /** Paths of those that their item has byte for byte in this export, under another name. */
  renamed: ReadonlySet<string>;
}

/** None where it cannot be read any more. */
async function readFiles(store: StorePort, jobId: string): Promise<StoredFile[]> {
  try {
    return await store.listStoredFiles(jobId);
  } catch (thrown) {
    if (!isOneOf(['storage.unreadable'], thrown)) throw thrown;
    return [];
  }
}

function groupSums(own: readonly StoredFile[]): Map<string, Set<string>> {
  const sums = new Map<string, Set<string>>();
  for (const { itemKey, sha256 } of own)
    if (itemKey !== null) sums.set(itemKey, (sums.get(itemKey) ?? new Set()).add(sha256));
  return sums;
}

/** `remaining` are records of the manifest that lies there, `own` the files of this export. */
export async function findFilesInPlace(
  { ports: { store }, job }: StepContext,
  { remaining, own }: { remaining: readonly FileRecord[]; own: readonly StoredFile[] },
): Promise<FilesInPlace> {
  const open = new Map(
    remaining.filter(({ path }) => toMediaFolder(path) !== null).map((file) => [file.path, file]),
  );
  const ownSums = groupSums(own);
  const byItem = new Map<string, FileRecord[]>();
  const renamed = new Set<string>();
  const isNamedAlike = ({ options }: Job): boolean =>
    toTemplate(options) === toTemplate(job.options) && options.bag === job.options.bag;
  for (const known of open.size === 0 ? [] : await listJobsInPlace(store, job)) {
    for (const { itemKey, path, sha256 } of await readFiles(store, known.id)) {
      const file = open.get(path);
      if (itemKey === null || file?.sha256 !== sha256) continue;
      open.delete(path);
      if (ownSums.get(itemKey)?.has(sha256)) renamed.add(path);
      else if (isNamedAlike(known)) byItem.set(itemKey, [...(byItem.get(itemKey) ?? []), toFileEntry(file)]);
    }
    if (open.size === 0) break;
  }
  return { byItem, renamed };
}
