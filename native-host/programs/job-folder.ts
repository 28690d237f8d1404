/** Folders outside of every archive for what lives as long as one job: cookies, certificates. Only their user can open them. */
import { chmod, lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, readStartTime } from '../archive/lock.ts';
import { buildSecretsDirectory, type Machine } from '../directories.ts';

const prefix = 'star-export-job-';

/** A folder that exists until it is removed, which its maker does in a `finally`. */
export interface JobFolder {
  /** Absolute. */
  path: string;
  remove(): Promise<void>;
}

/** Makes one under a name nobody can guess. */
export async function openJobFolder(machine: Machine): Promise<JobFolder> {
  const owner = [process.pid, (await readStartTime(process.pid)) ?? 0].join('-');
  const path = await mkdtemp(join(buildSecretsDirectory(machine), `${prefix}${owner}-`));
  await chmod(path, 0o700);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Process ids are given out again; where the system tells when one was started, that is another process. */
async function isOwnerAlive(pid: number, startTime: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const now = await readStartTime(pid);
  return now === null || startTime === '' || startTime === now;
}

/** Absolute paths of what companions left that were killed before they could remove it. Not those of running ones and of other users. */
export async function listDeadJobFolders(machine: Machine): Promise<string[]> {
  const parent = buildSecretsDirectory(machine);
  const own = process.getuid?.();
  const dead: string[] = [];
  for (const name of await readdir(parent).catch(() => [])) {
    const [, pid, startTime = ''] = /^star-export-job-(\d+)(?:-(\d+))?-\w{6}$/.exec(name) ?? [];
    if (pid === undefined || (await isOwnerAlive(Number(pid), startTime))) continue;
    const path = join(parent, name);
    const status = await lstat(path).catch(() => null);
    if (status?.isDirectory() && (own === undefined || status.uid === own)) dead.push(path);
  }
  return dead;
}

/** Removes them. */
export async function sweepJobFolders(machine: Machine): Promise<void> {
  for (const path of await listDeadJobFolders(machine)) await rm(path, { recursive: true, force: true });
}
