/** An archive in a folder that the user picked. */
import type { ArchiveReader, FoundFile } from '../../../shared/verify/archive-reader.ts';
import { readBlob } from '../files/read-file.ts';

type Files = Map<string, FileSystemFileHandle>;

async function* walk(
  folder: FileSystemDirectoryHandle,
  path: string,
): AsyncGenerator<[string, FileSystemFileHandle]> {
  for await (const [name, entry] of folder) {
    if (entry.kind === 'directory') yield* walk(entry as FileSystemDirectoryHandle, `${path}${name}/`);
    else yield [`${path}${name}`, entry as FileSystemFileHandle];
  }
}

/** Reads an archive that lies in a folder. */
export function openFolderArchive(folder: FileSystemDirectoryHandle): ArchiveReader {
  const files: Files = new Map();
  return {
    label: 'folder',
    flaws: [],
    async *list(): AsyncGenerator<FoundFile> {
      for await (const [path, handle] of walk(folder, '')) {
        files.set(path, handle);
        yield { path, bytes: (await handle.getFile()).size, flaw: null };
      }
    },
    async *read(path) {
      const handle = files.get(path);
      if (!handle) throw new Error(`${path} is not in the folder`);
      yield* readBlob(await handle.getFile());
    },
    close: async () => undefined,
  };
}
