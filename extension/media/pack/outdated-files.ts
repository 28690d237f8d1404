/**
 * What other exports of the same source have left in a folder and the next one has in another form, or under another name. All
 * else stays, whatever the new manifest says: another export may have put it there since that was written. Whose file one is
 * is told by the old manifest, which anybody may have changed, so it has to be as that says to the last byte.
 */
import { bagLabelsPath, bagPath, tagChecksumsPath } from '../../../shared/archive-files.ts';
import { isSafeArchivePath } from '../../../shared/archive-path.ts';
import { toFoldKey } from '../../../shared/file-name.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { toMediaFolder } from '../../core/names/archive-layout.ts';
import { findReplaced } from '../../core/names/superseded-files.ts';
import { removeFile } from '../files/opfs-folder.ts';
import { isInPlace } from './is-in-place.ts';

/**
 * Removes what the next list has in another form, and what it has byte for byte under a new name alone. Names that some file
 * system takes for one are one.
 */
export async function removeOutdated(
  folder: FileSystemDirectoryHandle,
  old: readonly FileRecord[],
  next: readonly FileRecord[],
): Promise<void> {
  const known = new Set(next.map(({ path }) => toFoldKey(path)));
  const replaced = new Set(
    findReplaced(
      old.map(({ path }) => path),
      next.map(({ path }) => path),
    ),
  );
  // What lay there under a name that it keeps has no new one: a picture, beside its thumbnail of the same bytes.
  const before = new Set(old.map(({ path }) => toFoldKey(path)));
  const sums = new Set(next.filter(({ path }) => !before.has(toFoldKey(path))).map(({ sha256 }) => sha256));
  const isOver = ({ path, sha256 }: FileRecord): boolean =>
    replaced.has(path) || (toMediaFolder(path) !== null && sums.has(sha256));
  for (const record of old) {
    if (!isOver(record) || known.has(toFoldKey(record.path)) || !isSafeArchivePath(record.path)) continue;
    if (await isInPlace(folder, record)) await removeFile(folder, record.path);
  }
  // Else what is no bag any more would be taken for a damaged one.
  const isBag = (files: readonly FileRecord[]): boolean => files.some(({ path }) => path === bagPath);
  if (isBag(old) && !isBag(next))
    for (const path of [bagPath, bagLabelsPath, tagChecksumsPath]) await removeFile(folder, path);
}
