import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readErrno, toStorageError } from '../archive/file-errors.ts';
import { findArchive, resolveFile } from '../archive/folder.ts';
import { defineCommand } from '../define-command.ts';

/** Removes a folder that has become empty, and those above it up to the archive's own. */
async function removeEmpty(folder: string, root: string): Promise<void> {
  if (folder === root) return;
  try {
    await rmdir(folder);
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(readErrno(error) ?? '')) return;
    throw toStorageError(error);
  }
  await removeEmpty(dirname(folder), root);
}

export const dropParts = defineCommand('drop-parts', async ({ folder, paths }, { host }) => {
  const archive = await findArchive(host.config.root, folder);
  for (const path of paths) {
    const file = await resolveFile(archive, path);
    await rm(file, { force: true });
    await removeEmpty(dirname(file), archive.path);
  }
  return {};
});
