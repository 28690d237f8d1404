/** What is written down beside an unfinished file, so that a later call can go on with it. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type PartState, partStateSchema } from '../../shared/net/part-state.ts';
import { readErrno } from '../archive/file-errors.ts';

/** Where the state of a part is: beside it. */
const toStatePath = (draft: string): string => `${draft}.json`;

/** Null when there is none, or none that can be read. */
export async function readPartState(draft: string): Promise<PartState | null> {
  try {
    return partStateSchema.parse(JSON.parse(await readFile(toStatePath(draft), 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || readErrno(error) === 'ENOENT')
      return null;
    throw error;
  }
}

/** Replaces it in one step. What it says is done must be on the disk before. */
export async function writePartState(draft: string, state: PartState): Promise<void> {
  const path = toStatePath(draft);
  await writeFile(`${path}.new`, JSON.stringify(state));
  await rename(`${path}.new`, path);
}

/** Removes the state and leaves the part. */
export async function removePartState(draft: string): Promise<void> {
  for (const path of [toStatePath(draft), `${toStatePath(draft)}.new`]) await rm(path, { force: true });
}

/** Removes part and state. */
export async function removePart(draft: string): Promise<void> {
  await removePartState(draft);
  await rm(draft, { force: true });
}
