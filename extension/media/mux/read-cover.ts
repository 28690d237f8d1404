import { toFileType } from '../../../shared/file-type.ts';
import { openFile } from '../files/opfs-folder.ts';
import type { MuxCover } from './mux-order.ts';

/** A cover is kept in the index of a film, which players read whole. */
const maxCoverBytes = 8 * 1024 * 1024;

const mimeTypes: Partial<Record<string, MuxCover['mimeType']>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** A picture of the archive as a cover; null where it is none, or not there: a film without its cover is worth having. */
export async function readCover(folder: FileSystemDirectoryHandle, path: string): Promise<MuxCover | null> {
  try {
    const file = await (await openFile(folder, path, false)).getFile();
    if (file.size > maxCoverBytes) return null;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const mimeType = mimeTypes[toFileType(bytes) ?? ''];
    if (!mimeType) return null;
    // Shown once, so that a broken one is not found only by whoever joins.
    (await createImageBitmap(new Blob([bytes], { type: mimeType }))).close();
    return { bytes, mimeType };
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
