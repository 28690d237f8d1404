/**
 * What the companion knows of its downloads, for as long as they matter: a small file each, in a folder that only its
 * user may open. It holds what is needed to go on after a crash or a reboot, and nothing of a login.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { platformIdSchema } from '../../shared/model/source.ts';
import { journalEntrySchema } from '../../shared/protocol/download-commands.ts';
import { readErrno, toStorageError } from '../archive/file-errors.ts';
import { isLocked } from '../archive/lock.ts';
import { syncFolder } from '../archive/sync-folder.ts';
import { toDownloadsFolder } from '../config.ts';
import { buildPrivateDirectory, type Machine, pathsOf } from '../directories.ts';
import type { Host } from '../host.ts';

/** An entry with the rest of its request, the login excepted. */
const storedDownloadSchema = journalEntrySchema.extend({
  version: z.literal(1),
  /** Absolute folder for downloads as it was set when this one began; its part files are there. */
  downloadsFolder: z.string(),
  platform: platformIdSchema.nullable(),
  durationSec: z.number().nonnegative().nullable(),
});
export type StoredDownload = z.infer<typeof storedDownloadSchema>;

/** Ended downloads that are kept, for each kind of place: an export of thousands must not push out the user's own. */
const maxEnded = 1000;

export interface Journal {
  /** Null for what is not known, and for a file that is broken. */
  read(downloadId: string): Promise<StoredDownload | null>;
  /** Replaces the entry in one step. `durable`: on the disk when it settles; progress need not be. */
  write(entry: StoredDownload, options: { durable: boolean }): Promise<void>;
  remove(downloadId: string): Promise<void>;
  /** Newest first. */
  list(): Promise<StoredDownload[]>;
  /** Removes the oldest of those that have ended, beyond the bound, and tells which. */
  prune(): Promise<StoredDownload[]>;
  /** Path of the lock that the companion holds which is at the download; its folder is made. */
  openLock(downloadId: string): Promise<string>;
  /** Whether a companion is at it, this one or another. */
  isHeld(downloadId: string): Promise<boolean>;
}

/** Ids differ by case, names of files need not: `a` and `A` are one file on most desktops. */
const toName = (downloadId: string): string =>
  createHash('sha256').update(downloadId).digest('hex').slice(0, 32);

const isEnded = ({ state }: StoredDownload): boolean => state === 'finished' || state === 'failed';

async function replaceFile(path: string, text: string, durable: boolean): Promise<void> {
  const draft = `${path}.${process.pid}.part`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(text);
    if (durable) await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** `folder` is absolute, and made when something is first written. */
export function createJournal(folder: string, maxKept = maxEnded): Journal {
  const toPath = (downloadId: string): string => join(folder, `${toName(downloadId)}.json`);
  const toLockPath = (downloadId: string): string => join(folder, `${toName(downloadId)}.lock`);

  const openFolder = async (): Promise<void> => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw toStorageError(error);
    }
  };

  const readEntry = async (path: string): Promise<StoredDownload | null> => {
    try {
      return storedDownloadSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
      if (readErrno(error) === 'ENOENT') return null;
      throw toStorageError(error);
    }
  };

  const listNames = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));

  const list = async (): Promise<StoredDownload[]> => {
    const read = (await listNames()).map((name) => readEntry(join(folder, name)));
    return (await Promise.all(read))
      .filter((entry) => entry !== null)
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt) || a.downloadId.localeCompare(b.downloadId));
  };

  const remove = (downloadId: string): Promise<void> => rm(toPath(downloadId), { force: true });

  return {
    read: (downloadId) => readEntry(toPath(downloadId)),
    async write(entry, { durable }) {
      await openFolder();
      try {
        await replaceFile(toPath(entry.downloadId), JSON.stringify(entry), durable);
        if (durable) await syncFolder(folder);
      } catch (error) {
        throw toStorageError(error);
      }
    },
    remove,
    list,
    async prune() {
      // Most times there is nothing to do, and an export prunes after every video.
      if ((await listNames()).length <= 2 * maxKept) return [];
      const ended = (await list()).filter(isEnded);
      const old = (['archive', 'downloads'] as const).flatMap((kind) =>
        ended.filter(({ destination }) => destination.in === kind).slice(maxKept),
      );
      await Promise.all(old.map(({ downloadId }) => remove(downloadId)));
      return old;
    },
    async openLock(downloadId) {
      await openFolder();
      return toLockPath(downloadId);
    },
    isHeld: (downloadId) => isLocked(toLockPath(downloadId)),
  };
}

/** A download stays in the folder it began in, though another may have been chosen since. */
export const withFolderOf = ({ downloadsFolder }: StoredDownload, host: Host): Host =>
  downloadsFolder === toDownloadsFolder(host.config, host.machine)
    ? host
    : { ...host, config: { ...host.config, downloads: downloadsFolder } };

/** The journal of this user. */
export const openJournal = (machine: Machine): Journal =>
  createJournal(pathsOf(machine).join(buildPrivateDirectory(machine), 'downloads'));
