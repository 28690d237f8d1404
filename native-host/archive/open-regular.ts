/** Reading what may have been put there by anybody: only plain files are read, and never waited for. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../shared/app-error.ts';

/** Windows has neither; there they are 0. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Throws the system's error, ELOOP for a link, and `input.path_unsafe` for a folder, a device or a pipe, whose opening could wait for ever. */
export async function openRegular(path: string): Promise<FileHandle> {
  const file = await open(path, flags);
  try {
    if ((await file.stat()).isFile()) return file;
    throw new AppError('input.path_unsafe', 'The name belongs to something that is no file.');
  } catch (error) {
    await file.close();
    throw error;
  }
}

const pieceBytes = 1024 * 1024;

/** What is in a file, from its beginning; each piece is good until the next is asked for. */
export async function* readPieces(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(pieceBytes);
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, pieceBytes, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

/** The whole of such a file as text. Throws as `openRegular` does. */
export async function readRegular(path: string): Promise<string> {
  const file = await openRegular(path);
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
