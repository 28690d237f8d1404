/** The part of one file in OPFS. */
import { AppError } from '../../../shared/app-error.ts';
import type { PartFile, PartStore } from '../../../shared/net/transfer.ts';
import type { FileSums } from '../hash/hash-worker.ts';
import { openPartFile } from './part-file.ts';
import { readPartState, removePart, removePartState } from './part-state.ts';

/** A disk that has no room for all of it is left as it was. */
async function createPart(
  folder: FileSystemDirectoryHandle,
  part: string,
  totalBytes: number | null,
): Promise<PartFile<FileSums>> {
  try {
    return await openPartFile({ folder, part }, { totalBytes, isContinued: false, hash: null });
  } catch (error) {
    await removePart(folder, part);
    throw error;
  }
}

/** `part` is its name in the folder; its state lies beside it. */
export const createPartStore = (folder: FileSystemDirectoryHandle, part: string): PartStore<FileSums> => ({
  async find() {
    const state = await readPartState(folder, part);
    if (!state) return null;
    const { totalBytes, hash } = state;
    return { state, open: () => openPartFile({ folder, part }, { totalBytes, isContinued: true, hash }) };
  },
  async checkSpace(missingBytes) {
    const { quota, usage } = await navigator.storage.estimate();
    if (quota === undefined || usage === undefined || quota - usage >= missingBytes) return;
    throw new AppError('storage.full', undefined, { context: { missingBytes, freeBytes: quota - usage } });
  },
  create: (totalBytes) => createPart(folder, part, totalBytes),
  removeState: () => removePartState(folder, part),
  remove: () => removePart(folder, part),
});
