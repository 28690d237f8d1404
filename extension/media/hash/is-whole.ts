import type { FileRecord } from '../../../shared/model/archive.ts';
import { isMissing, openFile } from '../files/opfs-folder.ts';
import { hashFile } from './hash-file.ts';

/** True when the file is there with this length and hash. */
export async function isWhole(folder: FileSystemDirectoryHandle, record: FileRecord): Promise<boolean> {
  try {
    const file = await (await openFile(folder, record.path, false)).getFile();
    return file.size === record.bytes && (await hashFile(file, record.path)).sha256 === record.sha256;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
