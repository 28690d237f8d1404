/**
 * Small files of a job, which lie together in one file of the browser's storage: to make, find and open a file of its
 * own goes through the browser's process and takes longer than all else that is done with a picture. What is replaced or
 * forgotten keeps its room until the job's files are released. Only the archive worker writes; others read at places
 * that they were told.
 */
import { crc32 } from 'hash-wasm';
import { AppError } from '../../../shared/app-error.ts';
import { isSafeArchivePath } from '../../../shared/archive-path.ts';
import { isMissing } from '../files/opfs-folder.ts';
import { writeAll } from '../files/write-handle.ts';
import { readSmallFileIndex, type SmallPlace, toAddedLine, toForgottenLine } from './small-file-index.ts';

declare global {
  interface FileSystemFileHandle {
    /** `mode`: Chromium 121 and later; TypeScript does not know it yet. */
    createSyncAccessHandle(options: { mode: 'readwrite-unsafe' }): Promise<FileSystemSyncAccessHandle>;
  }
}

/** Not a name that a file of an archive can have. */
const folderName = '.small';
const contentName = 'content';
const indexName = 'index.jsonl';

/** Longer ones are files of their own: they are worth it, and a folder that they are moved to never doubles them. */
export const maxSmallFileBytes = 256 * 1024;

/** What is lost of the disk's own memory when the power goes. */
const flushEveryMs = 2000;

export interface SmallFiles {
  /** Where it lies; null for a file that is not among them. */
  find(path: string): SmallPlace | null;
  /** Null for what is not what was written. */
  read(place: SmallPlace): Promise<Uint8Array<ArrayBuffer> | null>;
  /** One that had the path before is replaced in one step. Throws `storage.full`, and then nothing has changed. */
  add(path: string, content: Uint8Array, crc32: number): void;
  forget(path: string): void;
  flush(): void;
  /** Before the folder can be removed. */
  close(): void;
}

const encoder = new TextEncoder();

/** Both sides say that there is another. */
const openShared = (file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> =>
  file.createSyncAccessHandle({ mode: 'readwrite-unsafe' });

function readAll(handle: FileSystemSyncAccessHandle): Uint8Array {
  const bytes = new Uint8Array(handle.getSize());
  return bytes.subarray(0, handle.read(bytes, { at: 0 }));
}

/** Both or none: one that stays open keeps the folder from being removed. */
async function openBoth(own: FileSystemDirectoryHandle) {
  const content = await openShared(await own.getFileHandle(contentName, { create: true }));
  try {
    return { content, index: await openShared(await own.getFileHandle(indexName, { create: true })) };
  } catch (error) {
    content.close();
    throw error;
  }
}

/** Opens those of a job's folder, as they were left. */
export async function openSmallFiles(folder: FileSystemDirectoryHandle): Promise<SmallFiles> {
  const own = await folder.getDirectoryHandle(folderName, { create: true });
  const { content, index } = await openBoth(own);
  let end = content.getSize();
  const known = readSmallFileIndex(readAll(index), end);
  const { files } = known;
  let indexEnd = known.end;
  index.truncate(indexEnd);
  let flushedMs = performance.now();

  function flush(): void {
    content.flush();
    index.flush();
    flushedMs = performance.now();
  }

  function note(line: string): void {
    indexEnd = writeAll(index, encoder.encode(line), indexEnd);
    if (performance.now() - flushedMs > flushEveryMs) flush();
  }

  return {
    find: (path) => files.get(path) ?? null,

    async read({ at, bytes, crc32: expected }) {
      const found = new Uint8Array(bytes);
      const isThere = content.read(found, { at }) === bytes;
      return isThere && Number.parseInt(await crc32(found), 16) === expected ? found : null;
    },

    add(path, bytes, sum) {
      if (!isSafeArchivePath(path)) throw new AppError('input.path_unsafe', undefined, { context: { path } });
      const place = { at: end, bytes: bytes.byteLength, crc32: sum };
      const nextEnd = writeAll(content, bytes, end);
      note(toAddedLine(path, place));
      end = nextEnd;
      files.set(path, place);
    },

    forget(path) {
      if (!files.has(path)) return;
      note(toForgottenLine(path));
      files.delete(path);
    },

    flush,

    close() {
      content.close();
      index.close();
    },
  };
}

/** For another worker: null where a job has none. To be closed before the job's folder is removed. */
export async function openSmallContent(
  folder: FileSystemDirectoryHandle,
): Promise<FileSystemSyncAccessHandle | null> {
  try {
    return await openShared(await (await folder.getDirectoryHandle(folderName)).getFileHandle(contentName));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
