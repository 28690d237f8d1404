/** The part of one file in OPFS. */
import { AppError } from '../../../shared/app-error.ts';
import type { PartFile, PartStore } from '../../../shared/net/transfer.ts';
import type { FileSums } from '../hash/hash-worker.ts';
import { openPartFile } from './part-file.ts';
import type { PartPlace } from './part-place.ts';
import { readPartState, removePart, removePartState } from './part-state.ts';

/** A disk that has no room for all of it is left as it was. */
async function createPart(
  { openFolder, name }: PartPlace,
  totalBytes: number | null,
): Promise<PartFile<FileSums>> {
  const folder = await openFolder();
  try {
    return await openPartFile({ folder, part: name }, { totalBytes, isContinued: false, hash: null });
  } catch (error) {
    await removePart(folder, name);
    throw error;
  }
}

/** The state of a part lies beside it. */
export const createPartStore = (place: PartPlace): PartStore<FileSums> => ({
  async find() {
    const { name: part } = place;
    const folder = await place.openFolder();
    const state = await readPartState(folder, part);
    if (!state) return null;
    const { totalBytes, hash } = state;
    return { state, open: () => openPartFile({ folder, part }, { totalBytes, isContinued: true, hash }) };
  },
  async checkSpace(missingBytes, isContinued) {
    // A part has its whole length from its beginning, and the browser counts that.
    if (isContinued) return;
    const { quota, usage } = await navigator.storage.estimate();
    if (quota === undefined || usage === undefined || quota - usage >= missingBytes) return;
    throw new AppError('storage.full', undefined, { context: { missingBytes, freeBytes: quota - usage } });
  },
  create: (totalBytes) => createPart(place, totalBytes),
  removeState: async () => removePartState(await place.openFolder(), place.name),
  remove: async () => removePart(await place.openFolder(), place.name),
});
