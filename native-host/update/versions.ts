/** The companion's own yt-dlps on disk: a folder for each, in one that holds nothing else. */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { toStorageError } from '../archive/file-errors.ts';
import { takeLock } from '../archive/lock.ts';
import { buildPrivateDirectory, type Machine, pathsOf } from '../directories.ts';

const draftName = '.new';
const lockName = '.lock';

/** Where they lie. */
export const buildVersionsFolder = (machine: Machine): string =>
  pathsOf(machine).join(buildPrivateDirectory(machine), 'yt-dlp-versions');

/** One update at a time: an empty folder for what is coming, and the way to keep it. */
export interface VersionsDesk {
  /** Absolute; gone when the desk is closed, unless it was kept. */
  draft: string;
  /** Gives the draft its name, in place of an older one of the same name; its absolute path. */
  keep(name: string): Promise<string>;
  /** Removes all versions but those that hold one of these paths. */
  prune(used: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const isInside = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + sep);

/** Throws `host.busy` while another update runs, and the codes of the disk. */
export async function openVersions(machine: Machine): Promise<VersionsDesk> {
  const folder = buildVersionsFolder(machine);
  const draft = join(folder, draftName);
  const lockPath = join(folder, lockName);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw toStorageError(error);
  });
  const lock = await takeLock(lockPath);
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft);
  } catch (error) {
    await lock.release();
    throw toStorageError(error);
  }
  return {
    draft,
    async keep(name) {
      const place = join(folder, name);
      await rm(place, { recursive: true, force: true });
      await rename(draft, place);
      return place;
    },
    async prune(used) {
      for (const name of await readdir(folder)) {
        const place = join(folder, name);
        if (name === lockName || used.some((path) => isInside(path, place))) continue;
        await rm(place, { recursive: true, force: true });
      }
    },
    async close() {
      await rm(draft, { recursive: true, force: true });
      await lock.release();
    },
  };
}
