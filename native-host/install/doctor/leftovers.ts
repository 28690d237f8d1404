import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hop } from '../../../shared/doctor.ts';
import { readErrno } from '../../archive/file-errors.ts';
import { isAlive } from '../../archive/lock.ts';
import type { Machine } from '../../directories.ts';
import { listDeadJobFolders } from '../../programs/job-folder.ts';
import { toCommandLine } from '../sandbox.ts';
import { byCommand, pass, warn } from './hop.ts';

/** Names in a folder; none when it cannot be read. */
async function listNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (readErrno(error) === null) throw error;
    return [];
  }
}

async function isOfDead(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => String(process.pid));
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && !isAlive(pid);
}

/** Locks of companions that are gone, in archives and for downloads. */
async function countDeadLocks(roots: readonly string[]): Promise<number> {
  const inside = await Promise.all(
    roots.map(async (root) => [root, ...(await listNames(root)).map((name) => join(root, name))]),
  );
  const folders = inside.flat().map((folder) => join(folder, '.partial'));
  const locks = await Promise.all(
    folders.map(async (folder) =>
      (await listNames(folder)).filter((name) => name.endsWith('.lock')).map((name) => join(folder, name)),
    ),
  );
  const dead = await Promise.all(locks.flat().map(isOfDead));
  return dead.filter(Boolean).length;
}

/** `folders` held logins; `locks` are taken over by whoever comes next. */
function judgeLeftovers(folders: readonly string[], locks: number): Hop {
  if (folders.length > 0)
    return warn(
      'leftovers',
      `A companion that was killed left logins behind: ${folders.join(', ')}`,
      byCommand(
        'The companion removes them at its next start; or do it now.',
        toCommandLine(['rm', '-r', ...folders]),
      ),
    );
  return pass('leftovers', locks === 0 ? 'none' : `${locks} locks that the next companion takes over`);
}

/** Looks, and leaves everything where it is. */
export async function examineLeftovers(machine: Machine, roots: readonly string[]): Promise<Hop> {
  return judgeLeftovers(await listDeadJobFolders(machine), await countDeadLocks(roots));
}
