import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The files that paths stand for: a folder gives all files below it, sorted; links to
 * folders are not followed. A path that is not there is given back.
 */
export async function* walkFiles(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) {
    if (await isFolder(path)) yield* walkFolder(path);
    else yield path;
  }
}

async function* walkFolder(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  // A folder that may not be opened is given back too, to be reported like a file.
  if (!entries) yield folder;
  entries?.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walkFolder(path);
    else if (entry.isFile() || (entry.isSymbolicLink() && !(await isFolder(path)))) yield path;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
