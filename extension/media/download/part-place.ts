/** Where unfinished files of a job lie: not a name a file of an archive can have. */
import { hashText } from '../../core/hash-text.ts';

const folderName = '.parts';

/** The folder of a job's parts. */
export const openPartFolder = (folder: FileSystemDirectoryHandle): Promise<FileSystemDirectoryHandle> =>
  folder.getDirectoryHandle(folderName, { create: true });

/** A name for the unfinished file of a path. */
export const toPartName = async (path: string): Promise<string> => `${await hashText(path, 12)}.part`;
