/** Writing with sync access handles: the fastest way into OPFS, and one that reports a full disk only as a short count. */
import { AppError } from '../../../shared/app-error.ts';

/** Throws `storage.full` when not all of it was written: the handle itself neither throws nor tells on flush. */
export function writeAll(handle: FileSystemSyncAccessHandle, bytes: Uint8Array, at: number): number {
  const written = handle.write(bytes, { at });
  if (written !== bytes.byteLength)
    throw new AppError('storage.full', undefined, { context: { written, wanted: bytes.byteLength } });
  return at + written;
}

/** Opens, runs and closes; a handle left open would lock its file for everybody. */
export async function withHandle<T>(
  file: FileSystemFileHandle,
  run: (handle: FileSystemSyncAccessHandle) => Promise<T> | T,
): Promise<T> {
  const handle = await file.createSyncAccessHandle();
  try {
    return await run(handle);
  } finally {
    handle.close();
  }
}
