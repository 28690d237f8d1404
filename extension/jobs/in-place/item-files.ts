/** What lies in a folder of each item, where several exports have put files into it. */
import { toFoldKey } from '../../../shared/file-name.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { toFileEntry } from '../../core/items/file-entry.ts';
import type { StoredFile } from '../../core/jobs/job-records.ts';
import { findReplaced } from '../../core/names/superseded-files.ts';
import type { FilesInPlace } from './files-in-place.ts';

function groupByItem(files: readonly StoredFile[]): Map<string, FileRecord[]> {
  const groups = new Map<string, FileRecord[]>();
  for (const file of files) {
    if (file.itemKey === null) continue;
    const group = groups.get(file.itemKey) ?? [];
    group.push(toFileEntry(file));
    groups.set(file.itemKey, group);
  }
  return groups;
}

interface Owned {
  itemKey: string;
  file: FileRecord;
}

/** Of a name that several have written to, what the newest has put there: by what all file systems take for that name. */
function findOwners(exports: Iterable<ReadonlyMap<string, FileRecord[]>>): Map<string, Owned> {
  const owners = new Map<string, Owned>();
  for (const byItem of exports)
    for (const [itemKey, files] of byItem)
      for (const file of files) {
        const name = toFoldKey(file.path);
        if (!owners.has(name)) owners.set(name, { itemKey, file });
      }
  return owners;
}

/** Without those that another one stands for. */
function dropReplaced(files: readonly FileRecord[], own: readonly FileRecord[]): readonly FileRecord[] {
  if (own.length === 0) return files;
  const toPaths = (all: readonly FileRecord[]): string[] => all.map(({ path }) => path);
  const replaced = new Set(findReplaced(toPaths(files), toPaths(own)));
  return files.filter(({ path }) => !replaced.has(path));
}

/**
 * Says of an item which files it has, where the export `jobId` has the word on it. `files` are those of each export by its
 * job, the one that is packed first, then newest first.
 */
export function createItemFiles(
  files: ReadonlyMap<string, readonly StoredFile[]>,
  { byItem, renamed }: FilesInPlace,
): (jobId: string, key: string) => FileRecord[] {
  const exports = new Map([...files].map(([jobId, all]) => [jobId, groupByItem(all)]));
  const [own = new Map<string, FileRecord[]>()] = exports.values();
  const owners = findOwners(exports.values());
  const listTheirs = (jobId: string, key: string): FileRecord[] =>
    (exports.get(jobId)?.get(key) ?? []).flatMap(({ path }) => {
      const owner = owners.get(toFoldKey(path));
      return owner?.itemKey === key && !renamed.has(path) ? [owner.file] : [];
    });
  return (jobId, key) => {
    const ours = own.get(key) ?? [];
    const theirs = exports.get(jobId) === own ? [] : dropReplaced(listTheirs(jobId, key), ours);
    const all = new Map<string, FileRecord>();
    for (const file of [...ours, ...theirs, ...(byItem.get(key) ?? [])])
      if (!all.has(file.path)) all.set(file.path, file);
    return [...all.values()];
  };
}
