/**
 * Files of the browser's storage one after another, for packing. Finding and opening a file through the browser's own
 * process takes longer than reading a small one: so small files are read together, and what comes next is begun before
 * it is its turn.
 */
import { createFolderCache } from '../files/opfs-folder.ts';
import type { PackedFile } from './pack-worker.ts';
import { createSmallFiles, type SmallFiles } from './small-files.ts';

/** A file whose turn it is. */
export interface ReadFile {
  file: PackedFile;
  /** Its bytes; a piece is good until the next one is asked for. */
  read(): Iterable<Uint8Array>;
}

/** Longer files are read through a handle each, which is faster than a Blob. */
const smallBytes = 256 * 1024;
const groupBytes = 1024 * 1024;
const groupFiles = 64;
/** Groups that are begun before the one that is read has ended; each has a memory. */
const groupsAhead = 6;
const pieceBytes = 1024 * 1024;

/** What is read at once: neighbours that are small, or one file that is not. */
function* toGroups(files: readonly PackedFile[]): Generator<PackedFile[]> {
  let group: PackedFile[] = [];
  let bytes = 0;
  for (const file of files) {
    const isFull = group.length === groupFiles || bytes + file.bytes > groupBytes;
    if (group.length > 0 && (isFull || file.bytes > smallBytes)) {
      yield group;
      group = [];
      bytes = 0;
    }
    if (file.bytes > smallBytes) yield [file];
    else {
      group.push(file);
      bytes += file.bytes;
    }
  }
  if (group.length > 0) yield group;
}

interface OpenGroup {
  files: ReadFile[];
  close(): void;
}

/** All pieces share one memory, which leaves nothing to collect. */
function* readPieces(handle: FileSystemSyncAccessHandle, memory: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; ; ) {
    const count = handle.read(memory, { at });
    if (count === 0) return;
    yield memory.subarray(0, count);
    at += count;
  }
}

async function openSmall(small: SmallFiles, group: readonly PackedFile[]): Promise<OpenGroup> {
  const memory = await small.read(group);
  let end = 0;
  const files = group.map((file) => {
    const piece = memory.subarray(end, end + file.bytes);
    end += file.bytes;
    return { file, read: () => [piece] };
  });
  return { files, close: () => small.giveBack(memory) };
}

/** Reads files of a folder in the order in which they are asked for. */
export interface ReadAhead {
  /** Throws `storage.failed` for a file of another length. */
  read(files: readonly PackedFile[]): AsyncGenerator<ReadFile>;
  /** To be called when nothing more is read. */
  end(): void;
}

/** Below this folder. */
export function createReadAhead(folder: FileSystemDirectoryHandle): ReadAhead {
  const find = createFolderCache(folder);
  const small = createSmallFiles(folder, groupBytes);
  const memory = new Uint8Array(pieceBytes);

  async function openLarge(file: PackedFile): Promise<OpenGroup> {
    const handle = await (await find(file.path)).createSyncAccessHandle();
    return { files: [{ file, read: () => readPieces(handle, memory) }], close: () => handle.close() };
  }

  function open(group: PackedFile[]): Promise<OpenGroup> {
    const [file] = group;
    const opened = file && file.bytes > smallBytes ? openLarge(file) : openSmall(small, group);
    // Whoever takes it hears of it.
    opened.catch(() => undefined);
    return opened;
  }

  async function* read(files: readonly PackedFile[]): AsyncGenerator<ReadFile> {
    const groups = toGroups(files);
    const ahead: Promise<OpenGroup>[] = [];
    const fill = (): void => {
      for (let next = groups.next(); !next.done; next = groups.next()) {
        ahead.push(open(next.value));
        if (ahead.length > groupsAhead) return;
      }
    };
    try {
      for (fill(); ahead.length > 0; fill()) {
        const group = await ahead[0];
        ahead.shift();
        try {
          yield* group?.files ?? [];
        } finally {
          group?.close();
        }
      }
    } finally {
      const left = await Promise.allSettled(ahead);
      for (const one of left) if (one.status === 'fulfilled') one.value.close();
    }
  }

  return { read, end: small.end };
}
