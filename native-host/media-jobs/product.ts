/** A new file made of old ones: worked on in `.partial`, checked, hashed, and only then under its name. */
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { type FileRecord, sha256Schema } from '../../shared/model/archive.ts';
import { commitFile, hashFile } from '../archive/commit-file.ts';
import { readErrno, toStorageError } from '../archive/file-errors.ts';
import { type FileRoot, openPartial, resolveFile } from '../archive/folder.ts';
import { takeLock } from '../archive/lock.ts';

const workPrefix = 'media-';
const noteType = '.made';
/** Nobody asks for a lost answer after this long. */
const noteLifetimeMs = 7 * 24 * 3600 * 1000;

/** Where a product goes, and how the same job is known when it is asked for again. */
export interface Destination {
  root: FileRoot;
  /** Relative to the root, with its type. */
  path: string;
  /** Says all that the product depends on; equal for equal jobs. */
  identity: string;
}

/** The steps that differ from product to product. */
export interface Making<Checked> {
  signal: AbortSignal;
  /** Writes the draft; the folder is free for other files, and is gone afterwards. */
  make(draft: string, folder: string): Promise<void>;
  /** Looks whether a file is what it should be; throws when it is not. */
  check(file: string): Promise<Checked>;
}

/** The product with what its check has found. */
export interface Product<Checked> {
  record: FileRecord;
  checked: Checked;
}

const toHash = (text: string): string => createHash('sha256').update(text).digest('hex');
const toKey = (path: string): string => toHash(path).slice(0, 24);

const noteSchema = z.object({ job: sha256Schema, bytes: z.number(), sha256: sha256Schema });

/** What was written down before a product got its name; null when there is nothing to believe. */
async function readNote(path: string): Promise<z.infer<typeof noteSchema> | null> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || readErrno(error) === 'ENOENT')
      return null;
    throw toStorageError(error);
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (readErrno(error) === 'ENOENT') return false;
    throw toStorageError(error);
  }
}

/** Takes the lock of a folder that nobody works in any more, and removes both. */
async function sweepFolder(partial: string, name: string): Promise<void> {
  try {
    const lock = await takeLock(join(partial, `${name.slice(workPrefix.length)}.lock`));
    await rm(join(partial, name), { recursive: true, force: true });
    await lock.release();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'host.busy') throw error;
  }
}

async function sweepNote(path: string): Promise<void> {
  const { mtimeMs } = await stat(path);
  if (Date.now() - mtimeMs > noteLifetimeMs) await rm(path, { force: true });
}

/** Removes what killed companions have left in a folder's `.partial`; what is being worked on stays. */
async function sweepWork(root: FileRoot): Promise<void> {
  const partial = await openPartial(root);
  for (const name of await readdir(partial)) {
    if (name.startsWith(workPrefix)) await sweepFolder(partial, name);
    else if (name.endsWith(noteType)) await sweepNote(join(partial, name));
  }
}

/** Removes a folder's `.partial` when nothing but notes is in it: a folder of the user's own is left as it was. */
export async function removeNotes(root: FileRoot): Promise<void> {
  const partial = await openPartial(root);
  const names = await readdir(partial);
  if (names.every((name) => name.endsWith(noteType))) await rm(partial, { recursive: true, force: true });
}

/** Throws `storage.full` when the disk has no room for that many bytes. */
export async function checkRoom(root: FileRoot, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(root.path);
  const freeBytes = bavail * bsize;
  if (freeBytes < bytes)
    throw new AppError('storage.full', undefined, { context: { neededBytes: bytes, freeBytes } });
}

/** The product of the same job, whose answer was lost. Throws `input.name_taken` for any other file of the name. */
async function findMade<Checked>(
  target: string,
  note: string,
  { destination, making }: { destination: Destination; making: Making<Checked> },
): Promise<Product<Checked> | null> {
  if (!(await isThere(target))) return null;
  const made = await readNote(note);
  const measured = made?.job === toHash(destination.identity) ? await hashFile(target, making.signal) : null;
  if (!made || !measured || measured.sha256 !== made.sha256)
    throw new AppError('input.name_taken', undefined, { context: { path: destination.path } });
  return { record: { path: destination.path, ...measured }, checked: await making.check(target) };
}

/**
 * Makes one file. While it is made, and after any error or abort, nothing is under its name and its folder for work is
 * gone. Throws `host.busy` while another makes it, `input.name_taken`, `input.path_unsafe`, the codes of the disk and
 * those of the steps.
 */
export async function makeProduct<Checked>(
  destination: Destination,
  making: Making<Checked>,
): Promise<Product<Checked>> {
  const { root, path } = destination;
  const target = await resolveFile(root, path);
  const partial = await openPartial(root);
  await sweepWork(root);
  const key = toKey(path);
  const lock = await takeLock(join(partial, `${key}.lock`));
  const folder = join(partial, workPrefix + key);
  const note = join(partial, key + noteType);
  try {
    const made = await findMade(target, note, { destination, making });
    if (made) return made;
    await rm(folder, { recursive: true, force: true });
    const draft = join(await openPartial(root, workPrefix + key), `draft${extname(path)}`);
    await making.make(draft, folder);
    const checked = await making.check(draft);
    const measured = await hashFile(draft, making.signal);
    making.signal.throwIfAborted();
    await writeFile(note, JSON.stringify({ job: toHash(destination.identity), ...measured }));
    await commitFile(draft, target);
    return { record: { path, ...measured }, checked };
  } catch (error) {
    throw toStorageError(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await lock.release();
  }
}
