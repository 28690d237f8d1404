/** Whether a folder takes files, found out by writing one, and without making the folder. */
import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hop } from '../../../shared/doctor.ts';
import { readErrno } from '../../archive/file-errors.ts';
import { findExisting, readFreeBytes } from '../../free-space.ts';
import { byAction, byHand, fail, pass, warn } from './hop.ts';

/** How a trial file in a folder went: written, or the system's name of the error. */
export type WriteTrial = 'written' | (string & {});

const trialBytes = 4096;

/** Writes a small file to the disk and takes it away again. */
export async function tryWriting(folder: string): Promise<WriteTrial> {
  const path = join(folder, `.star-export-trial-${randomUUID()}`);
  try {
    const file = await open(path, 'wx');
    try {
      await file.write(Buffer.alloc(trialBytes, 1));
      await file.sync();
    } finally {
      await file.close();
      await rm(path, { force: true });
    }
    return 'written';
  } catch (error) {
    const errno = readErrno(error);
    if (errno === null) throw error;
    return errno;
  }
}

type FolderHop = 'archives' | 'downloads';

/** `path` is the folder as the settings name it, `trial` how writing there went, or above it when it does not exist yet. */
export function judgeFolder(id: FolderHop, path: string, trial: { isWhole: boolean; end: WriteTrial }): Hop {
  const another = byAction(id === 'archives' ? 'choose-archives' : 'choose-downloads');
  switch (trial.end) {
    case 'written':
      return pass(id, trial.isWhole ? path : `${path} (made when it is needed)`);
    case 'ENOSPC':
    case 'EDQUOT':
      return fail(id, `The disk of ${path} is full.`, byHand('Free some space, or choose another folder.'));
    case 'ENOTDIR':
      return fail(id, `${path} is not a folder.`, another);
    default:
      return fail(id, `${path} cannot be written to (${trial.end}).`, another);
  }
}

const gibibyte = 1024 ** 3;
/** A long video in the best quality; below this it is worth knowing. */
const littleBytes = 5 * gibibyte;
/** Below this nothing can be relied on, not even a database of the browser. */
const nothingBytes = gibibyte / 4;

/** The free space at a folder. */
export function judgeDisk(path: string, freeBytes: number): Hop {
  const text = `${(freeBytes / gibibyte).toFixed(1)} GiB free at ${path}`;
  const free = byHand('Free some space, or choose folders on another disk.');
  if (freeBytes < nothingBytes) return fail('disk', text, free);
  return freeBytes < littleBytes ? warn('disk', text, free) : pass('disk', text);
}

const isFull = (end: WriteTrial): boolean => end === 'ENOSPC' || end === 'EDQUOT';

/** How writing into a folder went, or above it when it does not exist yet. */
async function tryFolder(
  id: FolderHop,
  path: string,
): Promise<{ hop: Hop; path: string; isOnDisk: boolean }> {
  const { folder, isWhole, isBarred } = await findExisting(path);
  const end = isBarred ? 'ENOTDIR' : await tryWriting(folder);
  return { hop: judgeFolder(id, path, { isWhole, end }), path, isOnDisk: end === 'written' || isFull(end) };
}

/** Both folders, and the fuller of the disks that they are on; of a folder that takes nothing the disk does not matter. */
export async function examineFolders(archives: string, downloads: string): Promise<Hop[]> {
  const trials = [await tryFolder('archives', archives), await tryFolder('downloads', downloads)];
  const disks = await Promise.all(
    trials
      .filter(({ isOnDisk }) => isOnDisk)
      .map(async ({ path }) => ({ path, freeBytes: await readFreeBytes(path) })),
  );
  const [least] = disks.sort((left, right) => left.freeBytes - right.freeBytes);
  const disk = least ? [judgeDisk(least.path, least.freeBytes)] : [];
  return [...trials.map(({ hop }) => hop), ...disk];
}
