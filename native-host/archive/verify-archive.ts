/** Checks a folder against its manifest, byte by byte. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveReader, type FoundFile, unfoundFlaw } from '../../shared/verify/archive-reader.ts';
import { readErrno } from './file-errors.ts';
import { type Archive, findFile, listFiles } from './folder.ts';
import { openRegular, readPieces } from './open-regular.ts';
import { runCheck, type Verification, type VerifyControl } from './run-check.ts';

async function describeFile(archive: Archive, path: string): Promise<FoundFile> {
  try {
    const found = await lstat(join(archive.path, path));
    return { path, bytes: found.size, flaw: found.isFile() ? null : 'is a link or device, not a file' };
  } catch (error) {
    if (readErrno(error) !== 'ENOENT') throw error;
    return { path, bytes: 0, flaw: unfoundFlaw };
  }
}

const openFolder = (archive: Archive, signal: AbortSignal): ArchiveReader => ({
  label: 'folder',
  flaws: [],
  async *list() {
    for (const path of await listFiles(archive)) yield await describeFile(archive, path);
  },
  async *read(path) {
    const file = await openRegular(await findFile(archive, path));
    try {
      for await (const piece of readPieces(file)) {
        signal.throwIfAborted();
        yield piece;
      }
    } finally {
      await file.close();
    }
  },
  close: async () => undefined,
});

/** An archive without a manifest, or with one that cannot be read, is one problem, not an exception. */
export const verifyArchive = (archive: Archive, control: VerifyControl): Promise<Verification> =>
  runCheck(openFolder(archive, control.signal), control);
