/**
 * Reads small files of the browser's storage many at once. A handle to read with costs four times as much as a `File`,
 * and one Blob of many files is read in one go. Called through comlink.
 */
import { expose, transfer } from 'comlink';
import { AppError } from '../../../shared/app-error.ts';
import { createFolderCache } from '../files/opfs-folder.ts';
import { answerError } from '../worker/answer-error.ts';
import type { ReadWorker } from './read-worker.ts';

let find: ReturnType<typeof createFolderCache> | null = null;

const actions: ReadWorker = {
  async open(folder) {
    find = createFolderCache(folder);
    return { done: true };
  },

  async read(files, memory) {
    const found = await Promise.all(
      files.map(async ({ path, bytes }) => {
        const file = await (await find?.(path))?.getFile();
        if (file?.size === bytes) return file;
        throw new AppError('storage.failed', 'A file changed before it was packed.', { context: { path } });
      }),
    );
    memory.set(new Uint8Array(await new Blob(found).arrayBuffer()));
    return transfer(memory, [memory.buffer]);
  },
};

const guarded: ReadWorker = { open: answerError(actions.open), read: answerError(actions.read) };

expose(guarded);
