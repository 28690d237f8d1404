import { rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readErrno, toStorageError } from './file-errors.ts';

/** Removes a folder that has become empty, and those above it up to the archive's own. */
export async function removeEmpty(folder: string, root: string): Promise<void> {
  if (folder === root) return;
  try {
    await rmdir(folder);
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(readErrno(error) ?? '')) return;
    throw toStorageError(error);
  }
  await removeEmpty(dirname(folder), root);
}
