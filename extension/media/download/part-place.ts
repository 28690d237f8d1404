/** Where unfinished files of a job lie: not a name a file of an archive can have. */
import { toHex } from '../hash-bytes.ts';
import { openFolderOf } from '../opfs-folder.ts';

declare global {
  interface FileSystemFileHandle {
    /** Chromium and Firefox have it; TypeScript does not know it yet. */
    move(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
  }
}

const folderName = '.parts';

/** The folder of a job's parts. */
export const openPartFolder = (folder: FileSystemDirectoryHandle): Promise<FileSystemDirectoryHandle> =>
  folder.getDirectoryHandle(folderName, { create: true });

/** A name for the unfinished file of a path. */
export async function toPartName(path: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(path));
  return `${toHex(new Uint8Array(digest)).slice(0, 24)}.part`;
}

/** Gives a part its name; a file that had it before is replaced. */
export async function movePart(
  part: FileSystemFileHandle,
  folder: FileSystemDirectoryHandle,
  path: string,
): Promise<void> {
  const { folder: inner, name } = await openFolderOf(folder, path, true);
  await part.move(inner, name);
}
