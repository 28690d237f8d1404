/** Free space and folders that need not exist yet: looking makes nothing. */
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAbsent } from './archive/file-errors.ts';

/** What is there of a path. */
export interface ExistingFolder {
  /** The folder itself, or the nearest one above it that exists. */
  folder: string;
  /** It is the folder itself. */
  isWhole: boolean;
  /** Something that is no folder stands in the way. */
  isBarred: boolean;
}

/** Throws the system's error for what cannot be looked at. */
export async function findExisting(path: string): Promise<ExistingFolder> {
  let folder = path;
  let isBarred = false;
  for (;;) {
    try {
      if ((await stat(folder)).isDirectory()) return { folder, isWhole: folder === path, isBarred };
      isBarred = true;
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
    if (folder === dirname(folder)) return { folder, isWhole: false, isBarred };
    folder = dirname(folder);
  }
}

/** Bytes that this user can still write at a path, which need not exist yet. */
export async function readFreeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs((await findExisting(path)).folder);
  return bavail * bsize;
}
