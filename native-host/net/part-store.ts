/** The part of one file on this machine's disk. */
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { isInside } from '../../shared/net/part-state.ts';
import type { PartStore } from '../../shared/net/transfer.ts';
import { openPartFile } from './part-file.ts';
import { readPartState, removePart, removePartState } from './part-state.ts';

/** Below this a full disk is noticed soon enough. */
const checkSpaceFromBytes = 8 * 1024 * 1024;

/** Where a part is, and who may touch it. */
export interface PartPlace {
  /** Absolute path of the part; its state lies beside it. */
  draft: string;
  /** Called before anything of the part is read, written or removed. Throws `host.busy` while another process writes it. */
  claim(): Promise<void>;
  signal: AbortSignal;
}

/** Its sum is the SHA-256 of all of it. */
export const createPartStore = ({ draft, claim, signal }: PartPlace): PartStore<string> => ({
  async find() {
    if (!(await readPartState(draft))) return null;
    await claim();
    const state = await readPartState(draft);
    const part = await stat(draft).catch(() => null);
    if (!state || !part || !isInside(state, part.size)) return null;
    return { state, open: () => openPartFile(draft, { isContinued: true, signal }) };
  },
  async checkSpace(missingBytes) {
    if (missingBytes < checkSpaceFromBytes) return;
    const { bavail, bsize } = await statfs(dirname(draft));
    const freeBytes = bavail * bsize;
    if (freeBytes < missingBytes)
      throw new AppError('storage.full', undefined, { context: { missingBytes, freeBytes } });
  },
  async create() {
    await claim();
    return openPartFile(draft, { isContinued: false, signal });
  },
  async removeState() {
    await claim();
    await removePartState(draft);
  },
  async remove() {
    await claim();
    await removePart(draft);
  },
});
