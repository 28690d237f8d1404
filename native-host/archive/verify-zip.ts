/** Checks the ZIP of an archive, with all its parts that lie beside it. */
import { type FileHandle, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openZipArchive } from '../../shared/verify/zip-archive-reader.ts';
import { listPartNames } from '../../shared/verify/zip-parts.ts';
import type { ZipBytes } from '../../shared/zip/zip-directory.ts';
import { openRegular } from './open-regular.ts';
import { checkTools, runCheck, type Verification, type VerifyControl } from './run-check.ts';
import { createEntryTools, toZipBytes } from './zip-tools.ts';

/** Throws `input.unreadable` for what is no ZIP. One without a readable manifest is one problem, not an exception. */
export async function verifyZip(path: string, control: VerifyControl): Promise<Verification> {
  const names = listPartNames(basename(path), await readdir(dirname(path)));
  const files: FileHandle[] = [];
  async function open(name: string): Promise<ZipBytes> {
    const file = await openRegular(join(dirname(path), name));
    files.push(file);
    return toZipBytes(file, control.signal);
  }
  try {
    const zips = names.map((name) => ({ name, open: () => open(name) }));
    return await runCheck(await openZipArchive(zips, { ...checkTools, ...createEntryTools() }), control);
  } finally {
    for (const file of files) await file.close();
  }
}
