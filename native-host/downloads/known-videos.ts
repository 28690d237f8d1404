/** yt-dlp's list of what was downloaded once (`youtube dQw4w9WgXcQ`, a line each), kept in the folder for downloads. */
import { constants } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readErrno, toStorageError } from '../archive/file-errors.ts';
import type { FileRoot } from '../archive/folder.ts';
import { readRegular } from '../archive/open-regular.ts';

/** The name people give it, so that it can be used by yt-dlp itself too. */
const listName = 'archive.txt';

/** A copy of the list for one run. */
export interface KnownVideos {
  /** Absolute; yt-dlp reads it, and adds what it has downloaded. */
  path: string;
  /** Puts into the list itself what yt-dlp has added. To be called when the files are in place. */
  keep(): Promise<void>;
}

/** On Windows yt-dlp and editors write lines that end in CR LF. */
const toLines = (text: string): string[] => text.split(/\r?\n/).filter((line) => /^\S+ \S+$/.test(line));

async function readList(path: string): Promise<string> {
  try {
    return await readRegular(path);
  } catch (error) {
    if (readErrno(error) === 'ENOENT') return '';
    throw toStorageError(error);
  }
}

/** Windows has no such flag; there it is 0. */
const noFollow = constants.O_NOFOLLOW ?? 0;

async function append(path: string, text: string): Promise<void> {
  const file = await open(
    path,
    constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | noFollow,
    0o666,
  );
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/** The copy lies in the work folder. Throws `input.path_unsafe` for a list that is a link. */
export async function openKnownVideos(root: FileRoot, workDirectory: string): Promise<KnownVideos> {
  const list = join(root.path, listName);
  const path = join(workDirectory, 'known.txt');
  const text = await readList(list);
  const before = new Set(toLines(text));
  await writeFile(path, [...before].map((line) => `${line}\n`).join(''));
  return {
    path,
    async keep() {
      const added = toLines(await readList(path)).filter((line) => !before.has(line));
      // People edit such lists by hand, and editors leave the last line open.
      const start = text === '' || text.endsWith('\n') ? '' : '\n';
      try {
        if (added.length > 0) await append(list, `${start}${added.join('\n')}\n`);
      } catch (error) {
        throw toStorageError(error);
      }
    },
  };
}
