import { expect, it, vi } from 'vitest';
import { openHashedFile } from './hashed-file.ts';

const lost = new Error('The hash worker is lost.');
vi.mock('../hash/file-hash.ts', () => ({ createFileHash: () => Promise.reject(lost) }));

/** A file that is open elsewhere for the first tries. */
function createFile(taken: number, truncate: () => void) {
  let left = taken;
  const close = vi.fn();
  const file = {
    async createSyncAccessHandle() {
      left -= 1;
      if (left >= 0) throw new DOMException('taken', 'NoModificationAllowedError');
      return { truncate, close };
    },
  };
  return { file: file as unknown as FileSystemFileHandle, close };
}

it.each([
  [
    'cannot be cut',
    () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  ],
  ['cannot be hashed', () => undefined],
])('a file that %s is open no longer', async (_name, truncate) => {
  const { file, close } = createFile(1, truncate);
  await expect(openHashedFile(file, 0, null)).rejects.toThrow();
  expect(close).toHaveBeenCalledOnce();
});
