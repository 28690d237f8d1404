/** Free space and folders that need not exist yet: looking makes nothing. */
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readErrno } from './archive/file-errors.ts';

/** The folder itself, or the nearest one above it that exists. */
export async function findExisting(path: string): Promise<{ folder: string; isWhole: boolean }> {
  let folder = path;
  for (;;) {
    try {
      if ((await stat(folder)).isDirectory()) return { folder, isWhole: folder === path };
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes(readErrno(error) ?? '')) throw error;
    }
    if (folder === dirname(folder)) return { folder, isWhole: false };
    folder = dirname(folder);
  }
}

/** Bytes that this user can still write at a path, which need not exist yet. */
export async function readFreeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs((await findExisting(path)).folder);
  return bavail * bsize;
}
