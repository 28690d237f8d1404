/** Files of an archive, brought back into the browser's storage. */
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { ArchiveReader } from '../../../shared/verify/archive-reader.ts';
import { toPartPlace } from '../download/part-place.ts';
import { moveFile, removeEntry } from '../files/opfs-folder.ts';
import { withHandle, writeAll } from '../files/write-handle.ts';
import { hashPieces } from '../pack/zip-tools.ts';

/** How each file is called where it lies, by its path in NFC: some file systems give names back in another form, some have both. */
export async function listPaths(reader: Pick<ArchiveReader, 'list'>): Promise<Map<string, string>> {
  const listed = new Map<string, string>();
  for await (const { path } of reader.list()) {
    const name = path.normalize('NFC');
    if (path === name || !listed.has(name)) listed.set(name, path);
  }
  return listed;
}

async function writeHashed(
  file: FileSystemFileHandle,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  return withHandle(file, async (handle) => {
    handle.truncate(0);
    async function* write() {
      let end = 0;
      for await (const piece of pieces) {
        end = writeAll(handle, piece, end);
        yield piece;
      }
      handle.flush();
    }
    return hashPieces(write());
  });
}

/**
 * Writes it beside its place in the job's folder, and gives it its name when it is what the record says: only whole files
 * have their names. False when it is not; then, and when writing or reading throws, nothing of it is left.
 */
export async function bringBack(
  folder: FileSystemDirectoryHandle,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { path, sha256 }: Pick<FileRecord, 'path' | 'sha256'>,
): Promise<boolean> {
  const place = await toPartPlace(folder, path);
  const parts = await place.openFolder();
  try {
    const file = await parts.getFileHandle(place.name, { create: true });
    if ((await writeHashed(file, pieces)) !== sha256) return false;
    await moveFile(file, folder, path);
    return true;
  } finally {
    // Where it was moved there is none.
    await removeEntry(parts, place.name);
  }
}
