/** An archive in a folder that the user picked. */
import type { ArchiveReader, FoundFile } from '../../../shared/verify/archive-reader.ts';
import { isMissing } from '../files/opfs-folder.ts';
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

async function hasManifest(folder: FileSystemDirectoryHandle): Promise<boolean> {
  try {
    await folder.getFileHandle('manifest.json');
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** The picked folder, or the one inside it that has this name: archives lie in folders of their own. */
export async function findArchiveFolder(
  picked: FileSystemDirectoryHandle,
  name: string | null,
): Promise<FileSystemDirectoryHandle> {
  if (name === null || (await hasManifest(picked))) return picked;
  try {
    return await picked.getDirectoryHandle(name);
  } catch (error) {
    if (isMissing(error)) return picked;
    throw error;
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
