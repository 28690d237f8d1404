/** Files so small that they are held whole before anything is written: most pictures and captions. */
import { open, rm } from 'node:fs/promises';
import { toStorageError } from '../archive/file-errors.ts';
import { writeAll } from './part-file.ts';

/** At most this long. */
export const maxSmallFileBytes = 512 * 1024;

/**
 * Writes it, flushed, to a draft that is this process's own: without a lock, because nobody can come between, and without
 * leaving anything after a failure. Gives the draft's path.
 */
export async function writeSmallFile(draft: string, content: Uint8Array): Promise<string> {
  const own = `${draft}-${process.pid}`;
  try {
    const file = await open(own, 'w');
    try {
      await writeAll(file, content, 0);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(own, { force: true });
    throw toStorageError(error);
  }
  return own;
}
