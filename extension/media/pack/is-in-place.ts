import type { FileRecord } from '../../../shared/model/archive.ts';
import { isWhole } from '../hash/is-whole.ts';

/** What is said where a folder has the name of a file, or a file that of a folder. */
export const isOtherKind = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'TypeMismatchError';

/** True when the file lies there with this length and hash. */
export async function isInPlace(folder: FileSystemDirectoryHandle, record: FileRecord): Promise<boolean> {
  try {
    return await isWhole(folder, record);
  } catch (error) {
    // A name that no file can have here, which only a manifest of somebody else's makes us ask for.
    if (isOtherKind(error) || error instanceof TypeError) return false;
    throw error;
  }
}
