/** A job's files one after another, for packing. */
import { AppError } from '../../../shared/app-error.ts';
import { createFolderCache } from '../files/opfs-folder.ts';
import type { SmallPlace } from '../small-files/small-file-index.ts';
import { maxSmallFileBytes, openSmallContent } from '../small-files/small-files.ts';
import type { PackedFile } from './pack-worker.ts';

/** A file whose turn it is. */
export interface ReadFile {
  file: PackedFile;
  /** Its bytes; a piece is good until the next one is asked for. */
  read(): Iterable<Uint8Array>;
}

/** Finding and opening a file asks the browser's own process, which takes longer than reading a short one. */
const handlesAhead = 6;
const pieceBytes = 1024 * 1024;

/** All pieces share one memory, which leaves nothing to collect. */
function* readPieces(handle: FileSystemSyncAccessHandle, memory: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; ; ) {
    const count = handle.read(memory, { at });
    if (count === 0) return;
    yield memory.subarray(0, count);
    at += count;
  }
}

/** Small files of a job, as another worker than the one that writes them reads them. */
export interface SmallReader {
  /** Good until the next one is read. Throws `storage.failed` for one that is not what is expected. */
  read(file: { path: string; bytes: number }, place: SmallPlace): Promise<Uint8Array<ArrayBuffer>>;
  /** Before the job's folder can be removed. */
  close(): Promise<void>;
}

/** Of a job's folder; nothing is opened before the first is read. */
export function createSmallReader(folder: FileSystemDirectoryHandle): SmallReader {
  const memory = new Uint8Array(maxSmallFileBytes);
  let opened: ReturnType<typeof openSmallContent> | null = null;
  let isClosed = false;
  return {
    async read({ path, bytes }, place) {
      // Whoever was given up reads no more: a handle that is opened then would never be closed.
      if (isClosed) throw new AppError('media.incomplete', 'The packing was cut off.', { retryable: true });
      opened ??= openSmallContent(folder);
      const content = await opened;
      const piece = memory.subarray(0, place.bytes);
      if (place.bytes === bytes && content?.read(piece, { at: place.at }) === bytes) return piece;
      throw new AppError('storage.failed', 'A file changed before it was packed.', { context: { path } });
    },
    async close() {
      isClosed = true;
      const [content] = await Promise.allSettled([opened]);
      if (content.status === 'fulfilled') content.value?.close();
    },
  };
}

/** Reads files of a folder in the order in which they are asked for. */
export interface ReadAhead {
  read(files: readonly PackedFile[]): AsyncGenerator<ReadFile>;
  /** To be called when nothing more is read. */
  end(): Promise<void>;
}

/** Of a job's folder. */
export function createReadAhead(folder: FileSystemDirectoryHandle): ReadAhead {
  const find = createFolderCache(folder);
  const small = createSmallReader(folder);
  const memory = new Uint8Array(pieceBytes);

  function open({ path }: PackedFile): Promise<FileSystemSyncAccessHandle> {
    const opened = find(path).then((file) => file.createSyncAccessHandle());
    // Whoever takes it hears of it.
    opened.catch(() => undefined);
    return opened;
  }

  async function* read(files: readonly PackedFile[]): AsyncGenerator<ReadFile> {
    const waiting = files.filter((file) => file.small === null);
    const ahead = waiting.splice(0, handlesAhead).map(open);
    try {
      for (const file of files) {
        if (file.small) {
          const content = await small.read(file, file.small);
          yield { file, read: () => [content] };
          continue;
        }
        const handle = await ahead.shift();
        if (!handle) throw new Error('Every file with a place of its own is opened ahead.');
        ahead.push(...waiting.splice(0, 1).map(open));
        try {
          yield { file, read: () => readPieces(handle, memory) };
        } finally {
          handle.close();
        }
      }
    } finally {
      const left = await Promise.allSettled(ahead);
      for (const one of left) if (one.status === 'fulfilled') one.value.close();
    }
  }

  return { read, end: small.close };
}
