/** Where unfinished files of a job lie: not a name a file of an archive can have. */
import { toHex } from '../hash/hash-bytes.ts';

const folderName = '.parts';

/** The folder of a job's parts. */
export const openPartFolder = (folder: FileSystemDirectoryHandle): Promise<FileSystemDirectoryHandle> =>
  folder.getDirectoryHandle(folderName, { create: true });

/** A name for the unfinished file of a path. */
export async function toPartName(path: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(path));
  return `${toHex(new Uint8Array(digest)).slice(0, 24)}.part`;
}
