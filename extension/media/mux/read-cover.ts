import { toFileType } from '../../../shared/file-type.ts';
import type { MuxCover } from './mux-order.ts';

/** A cover is kept in the index of a film, which players read whole. */
const maxCoverBytes = 8 * 1024 * 1024;

const mimeTypes: Partial<Record<string, MuxCover['mimeType']>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** A file of a job that is no longer than `maxBytes`; null where there is none. */
export type ReadJobFile = (path: string, maxBytes: number) => Promise<Uint8Array<ArrayBuffer> | null>;

/** A picture of the archive as a cover; null where it is none, or not there: a film without its cover is worth having. */
export async function readCover(readFile: ReadJobFile, path: string): Promise<MuxCover | null> {
  const bytes = await readFile(path, maxCoverBytes);
  const mimeType = mimeTypes[toFileType(bytes ?? new Uint8Array()) ?? ''];
  if (!bytes || !mimeType) return null;
  try {
    // Shown once, so that a broken one is not found only by whoever joins.
    (await createImageBitmap(new Blob([bytes], { type: mimeType }))).close();
    return { bytes, mimeType };
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
