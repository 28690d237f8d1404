/** One ZIP beside the folder; bytes stream from disk to disk, with ZIP64 where it is needed. */
import { open, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { makeZip } from 'client-zip';
import { commitFile } from './commit-file.ts';
import { toStorageError } from './file-errors.ts';
import { type Archive, findFile, listFiles } from './folder.ts';
import { takeLock } from './lock.ts';
import { openRegular } from './open-regular.ts';

/** How packing is watched and given up. */
export interface ZipControl {
  signal: AbortSignal;
  onPacked(packed: number, total: number): void;
}

async function* readEntries(archive: Archive, paths: readonly string[], { signal, onPacked }: ZipControl) {
  // In a folder of its own, so that unpacking it does not spill over what is there.
  const folder = basename(archive.path);
  for (const [index, path] of paths.entries()) {
    signal.throwIfAborted();
    const file = await openRegular(await findFile(archive, path));
    const { size, mtime } = await file.stat();
    yield { name: `${folder}/${path}`, size, lastModified: mtime, input: file.createReadStream() };
    onPacked(index + 1, paths.length);
  }
}

async function writeStream(
  target: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<number> {
  // What lies there may be a link, which is not written through.
  await rm(target, { force: true });
  const file = await open(target, 'wx');
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      await file.writeFile(chunk);
      bytes += chunk.byteLength;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** Packs every file of the archive into `<folder>.zip` in the root, replacing an older one; a half one is never left. Throws `input.path_unsafe` where there is more than files. */
export async function zipArchive(
  archive: Archive,
  control: ZipControl,
): Promise<{ path: string; bytes: number }> {
  const path = `${archive.path}.zip`;
  const draft = `${path}.part`;
  const lock = await takeLock(`${draft}.lock`);
  try {
    const paths = await listFiles(archive);
    const bytes = await writeStream(draft, makeZip(readEntries(archive, paths, control)), control.signal);
    await commitFile(draft, path);
    return { path, bytes };
  } catch (error) {
    throw toStorageError(error);
  } finally {
    await rm(draft, { force: true });
    await lock.release();
  }
}
