/** Keeps the library through what Chromium does to a log whose end was cut. */
import { deleteDB, openDB } from 'idb';
import { openLibrary } from './database.ts';

const scratchName = 'star-export-scratch';

/**
 * Has the browser put all that its log of our databases holds into a table, and begin the log anew, which it does whenever
 * a database is deleted. A loss of power or a full disk cuts the last record of that log; Chromium (156, LevelDB) reads
 * what stands before it and goes on writing behind it. At the start after that it takes the log for damaged and throws the
 * whole library away without a word. So this is done before a new worker takes up any work; what a message has written until
 * then goes into the table with the rest. Throws what `openLibrary` throws, and while the disk is full.
 */
export async function renewLog(): Promise<void> {
  await openLibrary();
  const scratch = await openDB(scratchName, 1);
  scratch.close();
  await deleteDB(scratchName);
}
