/**
 * What an earlier export of the same source has left in a folder and its next one has in another form. All else stays, whatever
 * the new manifest says: another export may have put it there since that was written. Whose file one is is told by the old
 * manifest, which anybody may have changed, so it has to be as that says to the last byte.
 */
import { isSafeArchivePath } from '../../../shared/archive-path.ts';
import { toFoldKey } from '../../../shared/file-name.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { findReplaced } from '../../core/names/superseded-files.ts';
import { removeFile } from '../files/opfs-folder.ts';
import { isInPlace } from './is-in-place.ts';

/** Removes what the next list has in another form. Names that some file system takes for one are one. */
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
  for (const record of old) {
    if (!replaced.has(record.path) || known.has(toFoldKey(record.path)) || !isSafeArchivePath(record.path))
      continue;
    if (await isInPlace(folder, record)) await removeFile(folder, record.path);
  }
}
