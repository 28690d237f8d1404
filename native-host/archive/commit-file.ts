/** The one way in which a file gets its final name: flushed, measured, hashed, renamed. */
import { createHash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileRecord } from '../../shared/model/archive.ts';
import { toStorageError } from './file-errors.ts';
import { openRegular } from './open-regular.ts';
import { syncFolder } from './sync-folder.ts';

const chunkBytes = 1024 * 1024;

/** What was measured on disk. */
export type Measured = Pick<FileRecord, 'bytes' | 'sha256'>;

/** Length and hash of a file as it is on disk, read in pieces. Throws as `openRegular` does. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<Measured> {
  const file = await openRegular(path);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(chunkBytes);
    let bytes = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, bytes);
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Gives a file that is flushed its final name; both lie on one file system. Throws `storage.full` or `storage.read_only`. */
export async function nameFile(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
    await syncFolder(dirname(target));
  } catch (error) {
    throw toStorageError(error);
  }
}

/** Flushes a finished file and moves it to its final name. Throws as `nameFile` does. */
export async function commitFile(draft: string, target: string): Promise<void> {
  try {
    const file = await open(draft, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw toStorageError(error);
  }
  await nameFile(draft, target);
}
