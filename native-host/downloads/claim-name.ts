/** A name for a finished download in the folder for downloads that nothing else has, and nobody else is about to take. */
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { toFoldKey } from '../../shared/file-name.ts';
import { type FileRoot, openPartial } from '../archive/folder.ts';
import { type Lock, takeLock } from '../archive/lock.ts';
import { isFree } from './moves.ts';
import { toKey } from './place.ts';

const maxSameNames = 1000;

/** A stem to which all endings of a download can be put. */
export interface ClaimedName extends Lock {
  stem: string;
}

/** Null when another download is just taking it. */
async function lockStem(root: FileRoot, stem: string): Promise<Lock | null> {
  try {
    return await takeLock(join(await openPartial(root), `${toKey(toFoldKey(stem))}.lock`));
  } catch (error) {
    if (error instanceof AppError && error.code === 'host.busy') return null;
    throw error;
  }
}

/** `stem`, or `stem (2)` … when one of its names is taken. To be released when the files are there. */
export async function claimName(
  root: FileRoot,
  stem: string,
  endings: readonly string[],
): Promise<ClaimedName> {
  for (let count = 1; count <= maxSameNames; count += 1) {
    const claimed = count === 1 ? stem : `${stem} (${count})`;
    const lock = await lockStem(root, claimed);
    if (!lock) continue;
    const free = await Promise.all(endings.map((ending) => isFree(root, claimed + ending))).catch(
      async (error: unknown) => {
        await lock.release();
        throw error;
      },
    );
    if (free.every(Boolean)) return { stem: claimed, release: lock.release };
    await lock.release();
  }
  throw new AppError('input.invalid', 'There are too many files of this name.', { context: { stem } });
}
