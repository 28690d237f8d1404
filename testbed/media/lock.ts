import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;

/** Waits until no other process holds the lock file, takes it, and returns what gives it back. A lock whose process is gone is taken over. */
export async function takeLock(file: string): Promise<() => Promise<void>> {
  while (!(await createLock(file))) {
    if (!(await isHeld(file))) await rm(file, { force: true });
    await sleep(POLL_MS);
  }
  return () => rm(file, { force: true });
}

async function createLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function isHeld(file: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(file, 'utf8'));
    // Signal 0 asks whether the process is there. An empty file is one that is being written.
    return pid === 0 || process.kill(pid, 0);
  } catch (error) {
    if (isCode(error, 'ESRCH') || isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
