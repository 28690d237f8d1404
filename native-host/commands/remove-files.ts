import { lstat, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseFilePath } from '../archive/archive-path.ts';
import { readErrno, toStorageError } from '../archive/file-errors.ts';
import { type Archive, findArchive, findFile, listFiles, removeWorkFiles } from '../archive/folder.ts';
import { keepOwner } from '../archive/owner.ts';
import { removeEmpty } from '../archive/remove-empty.ts';
import { defineCommand } from '../define-command.ts';

/** A folder in the place of a file was put there by somebody: it stays. */
async function removeOne(archive: Archive, path: string): Promise<void> {
  parseFilePath(path);
  try {
    const file = await findFile(archive, path);
    if ((await lstat(file)).isDirectory()) return;
    await rm(file, { force: true });
    await removeEmpty(dirname(file), archive.path);
  } catch (error) {
    // Neither it nor its folder is there.
    if (readErrno(error) !== 'ENOENT') throw toStorageError(error);
  }
}

/** What the user put there stays, and so does the folder then. */
async function removeFolder(archive: Archive): Promise<void> {
  await removeWorkFiles(archive);
  try {
    await rmdir(archive.path);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(readErrno(error) ?? '')) throw toStorageError(error);
  }
}

export const removeFiles = defineCommand(
  'remove-files',
  async ({ folder, jobId, paths, whole }, { host }) => {
    const archive = await findArchive(host.config.root, folder);
    await keepOwner(archive, jobId);
    for (const path of paths) await removeOne(archive, path);
    const left = (await listFiles(archive)).length;
    if (whole) await removeFolder(archive);
    return { left };
  },
);
