/** Ending downloads: for now, or for good. */
import { AppError } from '../../shared/app-error.ts';
import type { JournalEntry } from '../../shared/protocol/download-commands.ts';
import { takeLock } from '../archive/lock.ts';
import type { Host } from '../host.ts';
import { type Journal, openJournal, type StoredDownload, withFolderOf } from './journal.ts';
import { toJournalEntry } from './list-downloads.ts';
import { discardParts } from './place.ts';
import { findRunning } from './running.ts';

/** The entry of a download. Throws `job.unknown`. */
export async function findEntry(downloadId: string, journal: Journal): Promise<StoredDownload> {
  const entry = await journal.read(downloadId);
  if (!entry) throw new AppError('job.unknown', undefined, { context: { downloadId } });
  return entry;
}

/** Stops a download in order, if it runs here. Throws `job.unknown`, and `host.busy` when another companion is at it. */
export async function pauseDownload(downloadId: string, host: Host): Promise<JournalEntry> {
  const journal = openJournal(host.machine);
  await findRunning(downloadId)?.stop(new AppError('job.paused'));
  const entry = await toJournalEntry(await findEntry(downloadId, journal), journal);
  if (entry.state === 'running') throw new AppError('host.busy');
  return entry;
}

async function forget(downloadId: string, host: Host): Promise<boolean> {
  const journal = openJournal(host.machine);
  const lock = await takeLock(await journal.openLock(downloadId));
  try {
    const entry = await journal.read(downloadId);
    if (!entry) return false;
    await discardParts(entry, withFolderOf(entry, host).config);
    await journal.remove(downloadId);
    return true;
  } finally {
    await lock.release();
  }
}

/**
 * Stops a download, and with `discard` removes what it had so far and its entry; a finished file stays. False when there
 * was nothing to do. Throws `host.busy` when another companion is at it.
 */
export async function cancelDownload(downloadId: string, discard: boolean, host: Host): Promise<boolean> {
  const under = findRunning(downloadId);
  await under?.stop(new AppError('job.cancelled'));
  return discard ? (await forget(downloadId, host)) || under !== null : under !== null;
}
