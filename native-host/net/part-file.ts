/** An unfinished file on the disk: written at any place, hashed along the way as far as it comes in order. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../shared/app-error.ts';
import type { PartFile } from '../../shared/net/transfer.ts';
import { toStorageError } from '../archive/file-errors.ts';
import { writePartState } from './part-state.ts';

const readBytes = 1024 * 1024;
const flushEveryBytes = 64 * 1024 * 1024;
/** Windows has no such flag; there it is 0. */
const noFollow = constants.O_NOFOLLOW ?? 0;

/** Writes all of it. Throws `storage.full` where the system wrote nothing and said nothing. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  const { bytesWritten } = await handle.write(bytes, 0, bytes.length, at);
  if (bytesWritten === bytes.length) return;
  if (bytesWritten === 0) throw new AppError('storage.full');
  // The disk took a part: the next write says why.
  await writeAll(handle, bytes.subarray(bytesWritten), at + bytesWritten);
}

let isFlushing = false;

/**
 * Sends what was written on its way to the disk, so that the last flush of a large file is short. One at a time in this
 * process: each holds a thread as long as the disk is slow. What goes wrong shows at the last flush.
 */
function flushBehind(handle: FileHandle): void {
  if (isFlushing) return;
  isFlushing = true;
  const settle = (): void => {
    isFlushing = false;
  };
  handle.datasync().then(settle, settle);
}

/** Hashes what is written in order; of the rest it is told later where it lies. */
function createRunningHash(handle: FileHandle, signal: AbortSignal) {
  const hash = createHash('sha256');
  let hashedBytes = 0;
  const add = (chunk: Uint8Array): void => {
    hash.update(chunk);
    hashedBytes += chunk.length;
  };
  return {
    notice(bytes: Uint8Array, at: number): void {
      if (at === hashedBytes) add(bytes);
    },
    /** Of the first `bytes`, of which only what did not come in order is read again. */
    async finish(bytes: number): Promise<string> {
      const buffer = Buffer.allocUnsafe(Math.min(readBytes, Math.max(1, bytes - hashedBytes)));
      while (hashedBytes < bytes) {
        signal.throwIfAborted();
        const length = Math.min(buffer.length, bytes - hashedBytes);
        const { bytesRead } = await handle.read(buffer, 0, length, hashedBytes);
        if (bytesRead === 0) throw new Error('A part file is shorter than what was written to it.');
        add(buffer.subarray(0, bytesRead));
      }
      return hash.digest('hex');
    },
  };
}

/** Opens a part, empty or as an earlier call left it. Its state is written beside it. */
export async function openPartFile(
  path: string,
  { isContinued, signal }: { isContinued: boolean; signal: AbortSignal },
): Promise<PartFile<string>> {
  const start = isContinued ? 0 : constants.O_CREAT | constants.O_TRUNC;
  const handle = await open(path, constants.O_RDWR | noFollow | start).catch((error: unknown) => {
    throw toStorageError(error);
  });
  const hash = createRunningHash(handle, signal);
  let unflushedBytes = 0;
  return {
    async write(bytes, at) {
      const writing = writeAll(handle, bytes, at);
      // While the system writes.
      hash.notice(bytes, at);
      await writing.catch((error: unknown) => {
        throw toStorageError(error);
      });
      unflushedBytes += bytes.length;
      if (unflushedBytes < flushEveryBytes) return;
      unflushedBytes = 0;
      flushBehind(handle);
    },
    settle: () => undefined,
    async read(at, length) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    },
    truncate: (bytes) => handle.truncate(bytes),
    async save(readState) {
      const state = readState();
      await handle.datasync();
      await writePartState(path, state);
    },
    async finish(bytes) {
      const sha256 = await hash.finish(bytes);
      await handle.sync();
      return sha256;
    },
    close: () => handle.close(),
  };
}
