/**
 * An archive in a folder that the user picked. Files are moved there one by one, so that the disk never holds the archive
 * twice. What lies there already with equal content is kept, other content is replaced as a whole, what is there in
 * another form now is removed, and nothing else in the folder is touched. The manifest comes last: until then the old one stands.
 */
import { AppError } from '../../../shared/app-error.ts';
import { manifestPath } from '../../../shared/archive-files.ts';
import { toManifest } from '../../../shared/verify/to-manifest.ts';
import { parseJson } from '../../core/parse-json.ts';
import { isMissing, openFile, openJobFolder, removeFile } from '../files/opfs-folder.ts';
import { readWithHandle } from '../files/read-file.ts';
import { hashBytes } from '../hash/hash-bytes.ts';
import { isWhole } from '../hash/is-whole.ts';
import { isInPlace } from './is-in-place.ts';
import { removeOutdated } from './outdated-files.ts';
import type { PlacedArchive, PlacedFile } from './pack-worker.ts';
import { toFileError } from './place-error.ts';
import { isEmpty, listPlaced, openPlaced } from './placed-folder.ts';
import { createSmallReader, type SmallReader } from './read-ahead.ts';
import { writePlaced } from './write-placed.ts';

/** Each waits for the disk and for the browser's look at what is written. */
const filesAtOnce = 4;

/** A job's own files, and where they go. */
interface Folders {
  own: FileSystemDirectoryHandle;
  small: SmallReader;
  placed: FileSystemDirectoryHandle;
  /** How many more files may have been on their way when the browser was killed. */
  mayBeLeft: number;
}

/** Several files are placed at once, and what is read is good until the next one is: each in its turn, as a copy. */
function inTurns({ read, close }: SmallReader): SmallReader {
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(file, place) {
      const content = last.then(async () => (await read(file, place)).slice());
      last = content.catch(() => undefined);
      return content;
    },
    close,
  };
}

async function openFolders(archive: PlacedArchive): Promise<Folders> {
  const [own, placed] = await Promise.all([openJobFolder(archive.jobId), openPlaced(archive)]);
  return { own, small: inTurns(createSmallReader(own)), placed, mayBeLeft: filesAtOnce * 2 };
}

async function* readOwn({ own, small }: Folders, file: PlacedFile): AsyncGenerator<Uint8Array> {
  if (file.small) {
    yield await small.read(file, file.small);
    return;
  }
  const source = await openFile(own, file.path, false).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new AppError('archive.damaged', undefined, { context: { path: file.path } });
  });
  yield* readWithHandle(source);
}

/** What the new manifest lists lies there by now; what it has in another form goes before it does. */
async function replaceList(folders: Folders, file: PlacedFile): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of readOwn(folders, file)) text += decoder.decode(piece, { stream: true });
  const next = toManifest(parseJson(text + decoder.decode()));
  if (next) await removeOutdated(folders.placed, await listPlaced(folders.placed), next.files);
}

/**
 * Where Chromium writes until a file is whole. Of a browser that was killed it stays there, for the files that were written
 * just then: they are among the first that are not whole.
 */
async function removeSwap(folders: Folders, path: string): Promise<void> {
  if (folders.mayBeLeft === 0) return;
  folders.mayBeLeft -= 1;
  // What cannot be removed is in nobody's way.
  await removeFile(folders.placed, `${path}.crswap`).catch(() => undefined);
}

async function writeOne(folders: Folders, file: PlacedFile): Promise<void> {
  const { placed } = folders;
  try {
    await writePlaced(await openFile(placed, file.path, true), readOwn(folders, file));
  } catch (error) {
    // Throws where the folder itself is gone.
    await isEmpty(placed);
    throw toFileError(error, file.path);
  }
}

async function placeOne(folders: Folders, record: PlacedFile): Promise<boolean> {
  const { own, placed } = folders;
  const isThere = await isInPlace(placed, record);
  if (!isThere) {
    await removeSwap(folders, record.path);
    if (record.path === manifestPath) await replaceList(folders, record);
    await writeOne(folders, record);
    if (!(await isInPlace(placed, record)))
      throw new AppError('media.damaged', 'A file is not what it was after it was written.', {
        context: { path: record.path },
      });
  }
  await removeFile(own, record.path);
  return isThere;
}

/** Returns how many lay there already. */
export async function placeFiles(archive: PlacedArchive, files: readonly PlacedFile[]): Promise<number> {
  const folders = await openFolders(archive);
  let kept = 0;
  try {
    for (let from = 0; from < files.length; from += filesAtOnce) {
      const batch = files.slice(from, from + filesAtOnce).map((record) => placeOne(folders, record));
      const ended = await Promise.allSettled(batch);
      // What was begun beside a file that failed has ended before anything is tried again.
      for (const one of ended) {
        if (one.status === 'rejected') throw one.reason;
        if (one.value) kept += 1;
      }
    }
  } finally {
    await folders.small.close();
  }
  return kept;
}

/** Paths of files that are whole neither in the browser's storage nor in their place. */
export async function findDamaged(archive: PlacedArchive, files: readonly PlacedFile[]): Promise<string[]> {
  const { own, small, placed } = await openFolders(archive);
  const isWholeHere = async (file: PlacedFile): Promise<boolean> => {
    if (!file.small) return isWhole(own, file);
    if (file.small.bytes !== file.bytes) return false;
    return (await hashBytes(await small.read(file, file.small))).sha256 === file.sha256;
  };
  try {
    const damaged: string[] = [];
    for (const file of files)
      if (!(await isWholeHere(file)) && !(await isInPlace(placed, file))) damaged.push(file.path);
    return damaged;
  } finally {
    await small.close();
  }
}
