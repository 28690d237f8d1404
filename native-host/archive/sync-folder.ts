import { open } from 'node:fs/promises';
import { readErrno } from './file-errors.ts';

const flushes = new Map<string, { running: Promise<void>; next: Promise<void> | null }>();

/**
 * Flushes a folder's entries, so that a rename survives a power cut; systems that cannot are left alone. Whoever
 * comes while a flush of the folder runs shares the next one, which begins after what they did.
 */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const flush = flushes.get(path);
  if (flush) {
    flush.next ??= Promise.allSettled([flush.running]).then(() => syncFolder(path));
    return flush.next;
  }
  const running = flushFolder(path).finally(() => flushes.delete(path));
  flushes.set(path, { running, next: null });
  return running;
}

/** What file systems say that cannot flush a folder: some of networks, and some that programs make. */
const cannotFlush = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF', 'ENOSYS'];

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    if (!cannotFlush.includes(readErrno(error) ?? '')) throw error;
  } finally {
    await folder.close();
  }
}
