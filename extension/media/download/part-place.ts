/** Where unfinished files of a job lie: not a name a file of an archive can have. */
import { hashText } from '../../core/hash-text.ts';

const folderName = '.parts';

/** The folder of a job's parts. */
export const openPartFolder = (folder: FileSystemDirectoryHandle): Promise<FileSystemDirectoryHandle> =>
  folder.getDirectoryHandle(folderName, { create: true });

/** Where the unfinished file of a path lies. */
export interface PartPlace {
  name: string;
  /** Only where it is needed: a small file never is there, and opening a folder takes as long as fetching it. */
  openFolder(): Promise<FileSystemDirectoryHandle>;
}

/** A name for the unfinished file of a path. */
export const toPartName = async (path: string): Promise<string> => `${await hashText(path, 12)}.part`;

/** The place in a job's folder. */
export async function toPartPlace(folder: FileSystemDirectoryHandle, path: string): Promise<PartPlace> {
  let opened: Promise<FileSystemDirectoryHandle> | null = null;
  return {
    name: await toPartName(path),
    openFolder() {
      opened ??= openPartFolder(folder);
      return opened;
    },
  };
}
