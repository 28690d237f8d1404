/** One writer per file, also among several companions (two browsers, or an old one that is still ending). */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { AppError } from '../../shared/app-error.ts';
import { isReadRefused } from '../../shared/verify/read-refused.ts';
import { readErrno, toStorageError } from './file-errors.ts';
import { readRegular } from './open-regular.ts';

const beatMs = 15_000;
/** A lock not touched for this long belongs to a process id that was given to somebody else, where start times cannot tell. */
const staleAfterMs = 120_000;

/** A lock is made and then written; in between it says nothing. */
const emptyMs = 10_000;

export interface Lock {
  release(): Promise<void>;
}

/** True while a process of this id exists, also one that is not ours. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return readErrno(error) === 'EPERM';
  }
}

/** When a process was started, in the system's own words: process ids are given out again. Null where the system does not tell. */
export async function readStartTime(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name in parentheses may hold anything; behind it, the 20th word is the start in clock ticks (proc(5)).
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

async function isStale(path: string): Promise<boolean> {
  try {
    const text = (await readRegular(path)).trim();
    if (text === '') return Date.now() - (await stat(path)).mtimeMs > emptyMs;
    const [id = '', startTime] = text.split(' ');
    const pid = Number.parseInt(id, 10);
    if (!Number.isInteger(pid) || !isAlive(pid)) return true;
    // A machine that slept has not touched its locks.
    if (startTime) return startTime !== (await readStartTime(pid));
    return Date.now() - (await stat(path)).mtimeMs > staleAfterMs;
  } catch (error) {
    if (readErrno(error) === 'ENOENT') return true;
    throw toStorageError(error);
  }
}

/** Moves the stale lock aside; if it was replaced in between by a living one, that one is put back. */
async function removeStale(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (readErrno(error) === 'ENOENT') return;
    throw toStorageError(error);
  }
  if (await isStale(aside)) await rm(aside, { force: true });
  else await rename(aside, path);
}

/** What this process writes into its locks. */
async function buildMark(): Promise<string> {
  const startTime = await readStartTime(process.pid);
  return `${process.pid}${startTime ? ` ${startTime}` : ''}\n`;
}

/** Where it cannot be read just now, for want of handles say, it is taken to be as it was. */
async function isOwn(path: string): Promise<boolean> {
  try {
    return (await readRegular(path)) === (await buildMark());
  } catch (error) {
    return isReadRefused(error);
  }
}

async function createLock(path: string): Promise<boolean> {
  try {
    await writeFile(path, await buildMark(), { flag: 'wx' });
    return true;
  } catch (error) {
    if (readErrno(error) === 'EEXIST') return false;
    throw toStorageError(error);
  }
}

/** True while a living process, of whatever companion, holds the lock. */
export const isLocked = async (path: string): Promise<boolean> => !(await isStale(path));

/** Takes the lock or throws `host.busy`. A lock of a process that is gone is taken over. */
export async function takeLock(path: string): Promise<Lock> {
  let taken = await createLock(path);
  if (!taken && (await isStale(path))) {
    await removeStale(path);
    taken = await createLock(path);
  }
  if (!taken) throw new AppError('host.busy');
  // After a long sleep somebody else may have taken it over: then it is neither touched nor removed any more.
  async function touch(): Promise<void> {
    const now = new Date();
    if (await isOwn(path)) await utimes(path, now, now);
    else clearInterval(beat);
  }
  const beat = setInterval(() => touch().catch(() => clearInterval(beat)), beatMs);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      if (await isOwn(path)) await rm(path, { force: true });
    },
  };
}
