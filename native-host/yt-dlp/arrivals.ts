/**
 * The files that yt-dlp has fetched, looked at as they arrive: what it makes of one that is cut (joined, with captions in it)
 * is whole again, and shorter.
 */
import { checkFileEnd } from '../../shared/file-end/check-file-end.ts';
import { readErrno } from '../archive/file-errors.ts';
import { openRegular } from '../archive/open-regular.ts';

/** Watches the files of one run. */
export interface Arrivals {
  /** One is whole, as far as yt-dlp knows; absolute. */
  add(path: string): void;
  /** Throws what was wrong with the first that was not, `media.damaged`. */
  settle(): Promise<void>;
}

async function check(path: string): Promise<void> {
  const file = await openRegular(path);
  try {
    const { size: bytes } = await file.stat();
    await checkFileEnd({
      bytes,
      async read(at, length) {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
        return buffer.subarray(0, bytesRead);
      },
    });
  } finally {
    await file.close();
  }
}

/** What is moved or joined already is looked at where it lies in the end. */
async function findTrouble(path: string): Promise<unknown> {
  try {
    await check(path);
    return null;
  } catch (error) {
    return readErrno(error) === 'ENOENT' ? null : error;
  }
}

/** Looks at each file at once, because it is gone as soon as it is joined; what is wrong is kept until `settle`. */
export function createArrivals(): Arrivals {
  const found: Promise<unknown>[] = [];
  return {
    add: (path) => void found.push(findTrouble(path)),
    async settle() {
      for (const trouble of await Promise.all(found)) if (trouble !== null) throw trouble;
    },
  };
}
