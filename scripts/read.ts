/** `npm run --silent read -- FILE|DIR…`: what the readers make of stored pages, one JSON object per line. */
import { once } from 'node:events';
import { type ReadRecord, readStoredFile } from './read/read-file.ts';
import { walkFiles } from './read/walk-files.ts';

const usage = `Usage: npm run --silent read -- FILE|DIR…
Reads stored pages (HTML, JSON bodies, lines of JSON, recorded exchanges, HAR 1.2) and prints one JSON object per line:
one for each page, then one for each item on it. Exit code 0 if anything could be read, 1 if nothing, 2 on wrong use.
`;

async function runRead(paths: readonly string[]): Promise<number> {
  let isAnyRead = false;
  let fileCount = 0;
  for await (const file of walkFiles(paths)) {
    fileCount += 1;
    for await (const record of readStoredFile(file)) {
      isAnyRead ||= isRead(record);
      await writeLine(record);
    }
  }
  if (fileCount === 0) process.stderr.write('There are no files in what was named.\n');
  return isAnyRead ? 0 : 1;
}

/** A page that says no was read too; one of unknown make was not. */
function isRead(record: ReadRecord): boolean {
  return record.record === 'item' || record.page !== 'unknown';
}

async function writeLine(record: ReadRecord): Promise<void> {
  const room = process.stdout.write(`${JSON.stringify(record)}\n`);
  if (!room) await once(process.stdout, 'drain');
}

// The reader of the lines may have enough before we do, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const paths = process.argv.slice(2);
// A file whose name begins so can be named as ./-name.
const options = paths.filter((path) => path.startsWith('-'));
if (paths.length === 0 || options.length > 0) {
  process.stderr.write(usage);
  process.exitCode = options.some((option) => option === '--help' || option === '-h') ? 0 : 2;
} else {
  process.exitCode = await runRead(paths);
}
