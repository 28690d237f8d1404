/** Reading files at any place without waiting, in a worker: as ffmpeg's file system must, and as copying does fastest. */

import type { MediaSource } from './media-source.ts';
import { whenFree } from './when-free.ts';

/** Open bytes; `close` gives the file free. */
export interface ByteSource {
  bytes: number;
  /** Fills as much as there is from `at` on; returns how much that was. */
  read(into: Uint8Array, at: number): number;
  close(): void;
}

/** Asking the browser for a piece of a picked file costs the same for much as for little. */
const blockBytes = 4 * 1024 * 1024;

function openBlob(blob: Blob): ByteSource {
  const reader = new FileReaderSync();
  let block = new Uint8Array(0);
  let blockAt = 0;
  const load = (at: number): void => {
    blockAt = Math.floor(at / blockBytes) * blockBytes;
    block = new Uint8Array(reader.readAsArrayBuffer(blob.slice(blockAt, blockAt + blockBytes)));
  };
  return {
    bytes: blob.size,
    read(into, at) {
      let done = 0;
      while (done < into.byteLength && at + done < blob.size) {
        const from = at + done;
        if (from < blockAt || from >= blockAt + block.byteLength) load(from);
        const piece = block.subarray(from - blockAt, from - blockAt + into.byteLength - done);
        if (piece.byteLength === 0) break;
        into.set(piece, done);
        done += piece.byteLength;
      }
      return done;
    },
    close() {
      block = new Uint8Array(0);
    },
  };
}

/** Throws the browser's error for a file that stays open elsewhere. */
export const lockFile = (file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> =>
  whenFree(() => file.createSyncAccessHandle());

async function openHandle(file: FileSystemFileHandle): Promise<ByteSource> {
  const handle = await lockFile(file);
  return {
    bytes: handle.getSize(),
    read: (into, at) => handle.read(into, { at }),
    close: () => handle.close(),
  };
}

/** Opens a file for reading. A file of our own storage is locked until it is closed. */
export const openSource = (source: MediaSource): Promise<ByteSource> | ByteSource =>
  source instanceof Blob ? openBlob(source) : openHandle(source);
