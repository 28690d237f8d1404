/** Temporary files of a run of tests lie in one folder, which goes with the run, however its tests ended. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What names the folder for temporary files: the first on Linux and macOS, the others on Windows. */
const variables = ['TMPDIR', 'TEMP', 'TMP'];

let folder: string | null = null;

/** Before the first test, as vitest's `globalSetup`: gives the run a folder of its own, which all that it starts inherits. */
export function setup(): void {
  // A short name, because browsers have sockets in it, whose paths may have no more than 107 characters.
  folder = mkdtempSync(join(tmpdir(), 'star-'));
  for (const name of variables) process.env[name] = folder;
  // Tests start the companion hundreds of times, and half of each start is compiling it.
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled');
}

/** After the last test: removes the folder with all that tests and their programs left in it. */
export function teardown(): void {
  // Programs that were told to end may still be writing.
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
