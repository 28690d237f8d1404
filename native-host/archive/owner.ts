/** Whose the folder of an archive is: by a mark while it is made, then by its manifest. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { checksumsPath, manifestPath, tagChecksumsPath } from '../../shared/archive-files.ts';
import { parseChecksums } from '../../shared/verify/checksum-lists.ts';
import { isAbsent, toStorageError } from './file-errors.ts';
import { readRegular } from './open-regular.ts';

/** Says whose the folder is while the archive is being made. Not part of the archive. */
export const markerName = '.star-export.json';

const markerSchema = z.object({ jobId: z.string() });
const ownerSchema = z.object({ job: z.object({ id: z.string() }) });

async function readJson<Value>(path: string, schema: z.ZodType<Value>): Promise<Value | null> {
  try {
    return schema.parse(JSON.parse(await readRegular(path)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    if (isAbsent(error)) return null;
    throw toStorageError(error);
  }
}

/** The job that a folder belongs to: by its marker while it is made, by its manifest when it is finished; null for a folder that is not ours. */
export async function readOwner(path: string): Promise<string | null> {
  const marker = await readJson(join(path, markerName), markerSchema);
  if (marker) return marker.jobId;
  const manifest = await readJson(join(path, manifestPath), ownerSchema);
  return manifest?.job.id ?? null;
}

async function readList(path: string): Promise<string> {
  try {
    return await readRegular(path);
  } catch (error) {
    if (isAbsent(error)) return '';
    throw toStorageError(error);
  }
}

/** Whether a list of hashes knows a manifest: then it is an archive whose manifest is damaged or gone. */
export async function isListed(path: string): Promise<boolean> {
  const lists = await Promise.all(
    [checksumsPath, tagChecksumsPath].map((name) => readList(join(path, name))),
  );
  return lists.some((list) => parseChecksums(list, false).sums.has(manifestPath));
}

/** Writes the mark where there is none. Throws the system's errors. */
export const markOwner = (path: string, jobId: string): Promise<void> =>
  writeFile(join(path, markerName), JSON.stringify({ jobId }), { flag: 'wx' });

/**
 * Has the folder known by its job whatever becomes of its manifest, as while it was made. Throws `input.path_unsafe` where it
 * is another job's. Of one whose manifest is gone whoever asks is believed (docs/decisions/0066).
 */
export async function keepOwner({ path }: { path: string }, jobId: string): Promise<void> {
  const owner = await readOwner(path);
  if (owner !== null && owner !== jobId)
    throw new AppError('input.path_unsafe', 'This folder belongs to another export.');
  const marker = join(path, markerName);
  try {
    await rm(marker, { force: true });
    await markOwner(path, jobId);
  } catch (error) {
    throw toStorageError(error);
  }
}
