/**
 * Files of our storage as ffmpeg sees them: read and written where they lie. The core's own ways would hold every file in
 * its memory (MEMFS), or read by asking the browser for 32 KiB at a time and still hold what is written (WORKERFS).
 */

import type { ByteSource } from '../files/byte-source.ts';
import { writeAll } from '../files/write-handle.ts';
import type { CoreFileSystem, CoreNode, CoreStream } from './core-module.ts';

const folderMode = 0o40777;
const fileMode = 0o100777;
const errors = { notFound: 44, notPermitted: 63, invalid: 28, ioFailed: 29 };

/** A file that ffmpeg may open; `write` and `truncate` only for what it makes. */
export interface OpenFile {
  name: string;
  length(): number;
  read(into: Uint8Array, at: number): number;
  write?(bytes: Uint8Array, at: number): void;
  truncate?(length: number): void;
}

/** A file to be read. */
export const toInputFile = (name: string, source: ByteSource): OpenFile => ({
  name,
  length: () => source.bytes,
  read: source.read,
});

/** A file to be made. */
export const toOutputFile = (name: string, handle: FileSystemSyncAccessHandle): OpenFile => ({
  name,
  length: () => handle.getSize(),
  read: (into, at) => handle.read(into, { at }),
  write: (bytes, at) => void writeAll(handle, bytes, at),
  truncate: (length) => handle.truncate(length),
});

/**
 * Shows the files in a folder of the core. A write that fails is kept and thrown to whoever asked for the work, because
 * ffmpeg itself would only say "I/O error".
 */
export function mountFiles(
  fs: CoreFileSystem,
  path: string,
  files: readonly OpenFile[],
): { failure(): unknown } {
  let failed: unknown = null;
  const fileOf = new Map<CoreNode, OpenFile>();
  const refuse = (errno: number) => (): never => {
    throw new fs.ErrnoError(errno);
  };
  const find = (node: CoreNode): OpenFile => fileOf.get(node) ?? refuse(errors.notFound)();

  const nodeOps = {
    getattr(node: CoreNode) {
      const time = new Date(0);
      const size = fileOf.get(node)?.length() ?? 4096;
      const times = { atime: time, mtime: time, ctime: time };
      const plain = { dev: 1, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096 };
      return { ...plain, ...times, ino: node.id, mode: node.mode, size, blocks: Math.ceil(size / 4096) };
    },
    setattr(node: CoreNode, { size }: { size?: number }) {
      if (size !== undefined) find(node).truncate?.(size);
    },
    lookup: refuse(errors.notFound),
    mknod: refuse(errors.notPermitted),
    rename: refuse(errors.notPermitted),
    unlink: refuse(errors.notPermitted),
    rmdir: refuse(errors.notPermitted),
    symlink: refuse(errors.notPermitted),
    readdir: () => ['.', '..', ...files.map(({ name }) => name)],
  };

  const streamOps = {
    read: (...[stream, heap, offset, length, at]: Transfer): number =>
      find(stream.node).read(new Uint8Array(heap.buffer, heap.byteOffset + offset, length), at),
    write(...[stream, heap, offset, length, at]: Transfer): number {
      const file = find(stream.node);
      if (!file.write) throw new fs.ErrnoError(errors.notPermitted);
      try {
        file.write(new Uint8Array(heap.buffer, heap.byteOffset + offset, length), at);
      } catch (error) {
        failed ??= error;
        throw new fs.ErrnoError(errors.ioFailed);
      }
      return length;
    },
    llseek(stream: CoreStream, offset: number, whence: 0 | 1 | 2): number {
      const from = whence === 1 ? stream.position : whence === 2 ? find(stream.node).length() : 0;
      if (from + offset < 0) throw new fs.ErrnoError(errors.invalid);
      return from + offset;
    },
  };

  const createNode = (parent: CoreNode | null, name: string, mode: number): CoreNode =>
    Object.assign(fs.createNode(parent, name, mode, 0), { node_ops: nodeOps, stream_ops: streamOps });

  const mount = (): CoreNode => {
    const root = createNode(null, '/', folderMode);
    for (const file of files) fileOf.set(createNode(root, file.name, fileMode), file);
    return root;
  };
  fs.mkdir(path);
  fs.mount({ mount }, {}, path);
  return { failure: () => failed };
}

type Transfer = [stream: CoreStream, heap: Uint8Array, offset: number, length: number, at: number];
