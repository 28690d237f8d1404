/** Files so small that they are held whole before anything is written: most pictures and captions. */
import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import { toStorageError } from '../archive/file-errors.ts';
import { toNetworkError } from './client.ts';
import type { Answer } from './http-connection.ts';
import { writeAll } from './part-file.ts';
import { createStallGuard } from './stall-guard.ts';
import type { Transferred } from './transfer.ts';

/** At most this long. */
export const maxSmallFileBytes = 512 * 1024;

async function readWhole(response: Answer, bytes: number, stallTimeoutMs: number): Promise<Buffer> {
  const guard = createStallGuard(stallTimeoutMs, () => response.destroy(new AppError('net.timeout')));
  const whole = Buffer.allocUnsafe(bytes);
  let at = 0;
  try {
    for (let piece = await response.read(); piece; piece = await response.read()) {
      guard.add(piece.length);
      at += piece.copy(whole, at);
    }
    return whole;
  } catch (error) {
    response.destroy(new AppError('job.cancelled'));
    throw toNetworkError(error);
  } finally {
    guard.stop();
  }
}

async function writeWhole(draft: string, whole: Buffer): Promise<void> {
  try {
    const file = await open(draft, 'w');
    try {
      await writeAll(file, whole, 0);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(draft, { force: true });
    throw toStorageError(error);
  }
}

/**
 * Reads a body of known length and writes it, flushed, to a draft that is this process's own: without a lock, because
 * nobody can come between, and without leaving anything after a failure. Throws what `check` throws, and our codes.
 */
export async function fetchSmallFile(
  response: Answer,
  draft: string,
  { bytes, check, stallTimeoutMs }: { bytes: number; check(whole: Buffer): void; stallTimeoutMs: number },
): Promise<Transferred> {
  const whole = await readWhole(response, bytes, stallTimeoutMs);
  check(whole);
  const own = `${draft}-${process.pid}`;
  await writeWhole(own, whole);
  return { bytes, sha256: createHash('sha256').update(whole).digest('hex'), draft: own };
}
