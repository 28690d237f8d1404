/** yt-dlp's list of what was downloaded once (`youtube dQw4w9WgXcQ`, a line each), kept in the folder for downloads. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readErrno, toStorageError } from '../archive/file-errors.ts';
import type { FileRoot } from '../archive/folder.ts';

/** The name people give it, so that it can be used by yt-dlp itself too. */
const listName = 'archive.txt';

/** A copy of the list for one run. */
export interface KnownVideos {
  /** Absolute; yt-dlp reads it, and adds what it has downloaded. */
  path: string;
  /** Puts into the list itself what yt-dlp has added. To be called when the files are in place. */
  keep(): Promise<void>;
}

const toLines = (text: string): string[] => text.split('\n').filter((line) => /^\S+ \S+$/.test(line));

async function readList(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (readErrno(error) === 'ENOENT') return '';
    throw toStorageError(error);
  }
}

/** The copy lies in the work folder. */
export async function openKnownVideos(root: FileRoot, workDirectory: string): Promise<KnownVideos> {
  const list = join(root.path, listName);
  const path = join(workDirectory, 'known.txt');
  const text = await readList(list);
  const before = toLines(text);
  await writeFile(path, before.map((line) => `${line}\n`).join(''));
  return {
    path,
    async keep() {
      const added = toLines(await readList(path)).filter((line) => !before.includes(line));
      // People edit such lists by hand, and editors leave the last line open.
      const start = text === '' || text.endsWith('\n') ? '' : '\n';
      try {
        if (added.length > 0) await appendFile(list, `${start}${added.join('\n')}\n`);
      } catch (error) {
        throw toStorageError(error);
      }
    },
  };
}
