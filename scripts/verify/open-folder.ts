import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveReader, type FoundFile, unfoundFlaw } from '../../shared/verify/archive-reader.ts';

/** Reads an archive that lies on the disk as a folder. Symbolic links are never followed. */
export function openFolder(root: string): ArchiveReader {
  return {
    label: 'folder',
    flaws: [],
    list: () => walk(root, ''),
    read: (path) => createReadStream(join(root, path)),
    close: async () => undefined,
  };
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function* walk(root: string, folder: string): AsyncGenerator<FoundFile> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    try {
      if (entry.isDirectory()) {
        yield* walk(root, path);
      } else {
        const { size } = await lstat(join(root, path));
        yield { path, bytes: size, flaw: entry.isFile() ? null : 'is a link or device, not a file' };
      }
    } catch (error) {
      if (!isGone(error)) throw error;
      yield { path, bytes: 0, flaw: unfoundFlaw };
    }
  }
}
