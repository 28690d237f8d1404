/** Checks the ZIP of an archive, with all its parts that lie beside it. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openZipArchive } from '../../shared/verify/zip-archive-reader.ts';
import { openRegular } from './open-regular.ts';
import { checkTools, runCheck, type Verification, type VerifyControl } from './run-check.ts';
import { createEntryTools, toZipBytes } from './zip-tools.ts';

const partName = /^(?<stem>.*)\.part\d+of(?<count>\d+)\.zip$/u;

async function listParts(path: string): Promise<string[]> {
  const { stem, count } = partName.exec(basename(path))?.groups ?? {};
  if (stem === undefined) return [path];
  const names = new Set(await readdir(dirname(path)));
  return Array.from({ length: Number(count) }, (_, place) => `${stem}.part${place + 1}of${count}.zip`)
    .filter((name) => names.has(name))
    .map((name) => join(dirname(path), name));
}

/** Throws `input.unreadable` for what is no ZIP. One without a readable manifest is one problem, not an exception. */
export async function verifyZip(path: string, control: VerifyControl): Promise<Verification> {
  const paths = await listParts(path);
  const files = await Promise.all(paths.map((part) => openRegular(part)));
  try {
    const zips = await Promise.all(files.map((file) => toZipBytes(file, control.signal)));
    return await runCheck(await openZipArchive(zips, { ...checkTools, ...createEntryTools() }), control);
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}
