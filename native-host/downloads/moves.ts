/**
 * The last step of a download: its files get their names. What is about to be moved is written down first, in the
 * work folder, so that a crash in the middle is made good by the next run, which needs to ask nobody.
 */
import { lstat, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { type FileRecord, fileRecordSchema } from '../../shared/model/archive.ts';
import { savedSchema } from '../../shared/protocol/download-commands.ts';
import { commitFile, hashFile } from '../archive/commit-file.ts';
import { readErrno, toStorageError } from '../archive/file-errors.ts';
import { type FileRoot, resolveFile } from '../archive/folder.ts';
import { syncFolder } from '../archive/sync-folder.ts';

const movesSchema = z.object({
  /** What the download answers when all is in place. */
  saved: savedSchema,
  files: z.array(z.object({ draft: z.string().regex(/^\w+\/[^/]+$/), record: fileRecordSchema })),
});
/** Files with their places in the work folder (`done/video.mp4`) and the records of what they become. */
export type Moves = z.infer<typeof movesSchema>;

const toPath = (workDirectory: string): string => join(workDirectory, 'moves.json');

async function writeMoves(workDirectory: string, moves: Moves): Promise<void> {
  const path = toPath(workDirectory);
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(moves));
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
}

async function readMoves(workDirectory: string): Promise<Moves | null> {
  try {
    return movesSchema.parse(JSON.parse(await readFile(toPath(workDirectory), 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || readErrno(error) === 'ENOENT')
      return null;
    throw toStorageError(error);
  }
}

/** A folder or a link of this name. */
const isOther = (error: unknown): boolean =>
  error instanceof AppError && ['input.path_unsafe', 'input.name_taken'].includes(error.code);

/** Whether nothing has this name yet. */
export async function isFree(root: FileRoot, path: string): Promise<boolean> {
  try {
    await lstat(await resolveFile(root, path));
    return false;
  } catch (error) {
    if (readErrno(error) === 'ENOENT') return true;
    if (isOther(error)) return false;
    throw toStorageError(error);
  }
}

/** Whether a file is there and is the one that was recorded. */
export async function isWhole(root: FileRoot, record: FileRecord, signal: AbortSignal): Promise<boolean> {
  try {
    const { bytes, sha256 } = await hashFile(await resolveFile(root, record.path), signal);
    return bytes === record.bytes && sha256 === record.sha256;
  } catch (error) {
    if (readErrno(error) === 'ENOENT' || isOther(error)) return false;
    throw toStorageError(error);
  }
}

/** Names the files, each flushed before. */
export async function commitMoves(root: FileRoot, workDirectory: string, moves: Moves): Promise<void> {
  try {
    await writeMoves(workDirectory, moves);
  } catch (error) {
    throw toStorageError(error);
  }
  for (const { draft, record } of moves.files)
    await commitFile(join(workDirectory, draft), await resolveFile(root, record.path));
}

/** Ends what a run before this one had begun to move; null when there was nothing, or a file of it is not what it was. */
export async function finishMoves(
  root: FileRoot,
  workDirectory: string,
  signal: AbortSignal,
): Promise<Moves['saved'] | null> {
  const moves = await readMoves(workDirectory);
  if (!moves) return null;
  for (const { draft, record } of moves.files) {
    if (await isWhole(root, record, signal)) continue;
    const isDraftWhole = await isWhole({ path: workDirectory }, { ...record, path: draft }, signal);
    if (!isDraftWhole || !(await isFree(root, record.path))) return null;
    await commitFile(join(workDirectory, draft), await resolveFile(root, record.path));
  }
  return moves.saved;
}
