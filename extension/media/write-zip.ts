/** Streams files from OPFS into a ZIP in OPFS. Stored, not deflated: pictures do not shrink, and memory stays flat. */
import { makeZip, predictLength } from 'client-zip';
import { AppError } from '../../shared/errors.ts';
import { openFile } from './opfs-folder.ts';
import { withHandle, writeAll } from './write-handle.ts';

interface ZipOptions {
  /** Name of the folder inside the ZIP. */
  folder: string;
  paths: string[];
  /** The same for every entry, so that equal files make an equal ZIP. */
  at: Date;
}

/** Writes the ZIP and returns its length, which is known beforehand and compared with what was written. */
export async function writeZip(
  source: FileSystemDirectoryHandle,
  target: FileSystemFileHandle,
  { folder, paths, at }: ZipOptions,
): Promise<number> {
  const entries = await Promise.all(
    paths.map(async (path) => {
      const input = await (await openFile(source, path, false)).getFile();
      return { name: `${folder}/${path}`, input, size: input.size, lastModified: at };
    }),
  );
  const expected = Number(predictLength(entries));
  const bytes = await withHandle(target, async (handle) => {
    handle.truncate(0);
    let end = 0;
    for await (const chunk of makeZip(entries, { buffersAreUTF8: true })) end = writeAll(handle, chunk, end);
    handle.flush();
    return end;
  });
  if (bytes !== expected)
    throw new AppError('storage.failed', 'The ZIP has another length than its entries add up to.', {
      context: { bytes, expected },
    });
  return bytes;
}
