/** Reads a whole ZIP back that was just written, with a reader that knows nothing of the writer. */
import { AppError } from '../app-error.ts';
import { type ListedEntry, openZipDirectory, type ZipBytes } from './zip-directory.ts';
import { type EntryTools, placeEntries, readEntryBytes } from './zip-entries.ts';

/** What was written. */
interface Written {
  bytes: number;
  entries: number;
}

/**
 * Its length, its directory, each header and each byte of it. Throws `storage.failed`, `media.damaged` or
 * `input.unreadable` when it is not what was written.
 */
export async function checkZip(zip: ZipBytes, written: Written, tools: EntryTools): Promise<void> {
  const wrong = (message: string, context: Record<string, string | number> = {}) =>
    new AppError('storage.failed', message, { context });
  if (zip.size !== written.bytes)
    throw wrong('The ZIP has another length than was written.', { found: zip.size, ...written });
  const { readBatches, directoryAt, trailingBytes } = await openZipDirectory(zip);
  async function check(entries: ListedEntry[], endAt: number): Promise<void> {
    for (const entry of await placeEntries(zip, { entries, directoryAt: endAt, trailingBytes })) {
      if (entry.flaw) throw wrong(`A file in the ZIP ${entry.flaw}.`, { offset: entry.offset });
      for await (const _piece of readEntryBytes(zip, entry, tools));
    }
  }
  let count = 0;
  let held: ListedEntry[] = [];
  // Ours are in the order of their places: what follows the last of them is the first of the next.
  for await (const batch of readBatches()) {
    await check(held, batch[0]?.offset ?? directoryAt);
    held = batch;
    count += batch.length;
  }
  await check(held, directoryAt);
  if (count !== written.entries)
    throw wrong('The ZIP has another number of files than were packed.', { ...written });
}
