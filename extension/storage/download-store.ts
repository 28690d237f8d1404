/** Downloads and their queue. Every method is one transaction: it happened, or it did not. */
import type { DownloadRecord } from '../core/downloads/download-record.ts';
import { openDownloadStatuses } from '../core/downloads/download-record.ts';
import { downloadRecordSchema } from '../core/downloads/download-schemas.ts';
import { openLibrary } from './database.ts';
import { parseRecord, parseRecords } from './parse-records.ts';

/**
 * Adds downloads behind all that are there, in their order. One for which `isSame` finds a record that serves already
 * is not added. Looking and adding are one transaction, so that two clicks at the same moment make one download.
 * Returns the records that are in the library then, one for each that was given.
 */
export async function addDownloads(
  downloads: readonly Omit<DownloadRecord, 'place'>[],
  isSame: (known: DownloadRecord, wanted: Omit<DownloadRecord, 'place'>) => boolean,
): Promise<DownloadRecord[]> {
  const transaction = (await openLibrary()).transaction('downloads', 'readwrite', { durability: 'strict' });
  const byStatus = transaction.store.index('status');
  const known: DownloadRecord[] = [];
  for (const status of openDownloadStatuses)
    known.push(...parseRecords(downloadRecordSchema, await byStatus.getAll(status)));
  let place = (await transaction.store.index('place').openKeyCursor(null, 'prev'))?.key ?? 0;
  const stored: DownloadRecord[] = [];
  for (const wanted of downloads) {
    const same = known.find((record) => isSame(record, wanted));
    if (!same) place += 1;
    const record = same ?? { ...wanted, place };
    if (!same) await transaction.store.add(record);
    known.push(record);
    stored.push(record);
  }
  await transaction.done;
  return stored;
}

/** Changes a download as it is at that moment; null when it is gone or not understood, or `change` declines by returning null. */
export async function changeDownload(
  downloadId: string,
  change: (record: DownloadRecord) => DownloadRecord | null,
): Promise<DownloadRecord | null> {
  const transaction = (await openLibrary()).transaction('downloads', 'readwrite', { durability: 'strict' });
  const record = parseRecord(downloadRecordSchema, await transaction.store.get(downloadId));
  const changed = record ? change(record) : null;
  if (changed) await transaction.store.put(changed);
  await transaction.done;
  return changed;
}

/** Forgets downloads; their files stay. */
export async function removeDownloads(downloadIds: readonly string[]): Promise<void> {
  const transaction = (await openLibrary()).transaction('downloads', 'readwrite');
  await Promise.all([...downloadIds.map((id) => transaction.store.delete(id)), transaction.done]);
}

/** Those of some states that are understood, in the order of the queue. */
export async function listDownloadsIn(
  statuses: readonly DownloadRecord['state']['status'][],
): Promise<DownloadRecord[]> {
  const index = (await openLibrary()).transaction('downloads').store.index('status');
  const found = await Promise.all(statuses.map((status) => index.getAll(status)));
  return parseRecords(downloadRecordSchema, found.flat()).sort((one, other) => one.place - other.place);
}
