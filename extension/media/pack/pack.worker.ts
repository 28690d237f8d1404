/** Packs the files of a job, or moves them to the folder that the user picked. Called through comlink. */
import { expose } from 'comlink';
import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import { findJobFolder, openJobFolder, removeEntry } from '../files/opfs-folder.ts';
import { answerError } from '../worker/answer-error.ts';
import { createJobTurns } from './job-turns.ts';
import type { PackWorker, ZipFiles, ZipOpening } from './pack-worker.ts';
import { toPlaceError } from './place-error.ts';
import { findDamaged, placeFiles } from './place-files.ts';
import { closePlaced, findPlaced, listPlaced, openPlaced } from './placed-folder.ts';
import { type OpenZip, openZip } from './write-zip.ts';
import { zipFileName } from './zip-file-name.ts';

z.config({ jitless: true });

/** The ZIP that each job is writing. */
const zips = new Map<string, OpenZip & { isOwn: boolean }>();

const takeTurnToPlace = createJobTurns();
const takeTurnToOpen = createJobTurns();

async function giveUp(jobId: string): Promise<void> {
  const open = zips.get(jobId);
  zips.delete(jobId);
  await open?.abort();
}

/** Said before the work and not at its end; the browser counts what is free for it, which is about the free disk. */
async function checkRoom(needBytes: number): Promise<void> {
  const { quota, usage } = await navigator.storage.estimate();
  if (quota === undefined || usage === undefined) return;
  const freeBytes = Math.max(0, quota - usage);
  if (freeBytes >= needBytes) return;
  const toMib = (bytes: number) => Math.ceil(bytes / 1024 / 1024).toLocaleString('en');
  throw new AppError(
    'storage.full',
    `Packing needs ${toMib(needBytes)} MiB of free space and there are ${toMib(freeBytes)}; free some and resume, or export into a folder.`,
    { context: { needBytes, freeBytes } },
  );
}

async function beginZip({ jobId, at, needBytes, file }: ZipOpening): Promise<void> {
  await giveUp(jobId);
  const folder = await openJobFolder(jobId);
  if (file === null) await removeEntry(folder, zipFileName);
  await checkRoom(needBytes);
  const target = file ?? (await folder.getFileHandle(zipFileName, { create: true }));
  const isOwn = file === null;
  zips.set(jobId, { isOwn, ...(await openZip(folder, { file: target, isOwn }, new Date(at))) });
}

async function dropZip(jobId: string): Promise<void> {
  await giveUp(jobId);
  // Of a job that was released, or is just now, there is nothing, and nothing is to come of this.
  const folder = await findJobFolder(jobId);
  if (folder) await removeEntry(folder, zipFileName);
}

const actions: PackWorker = {
  async openZip(request: ZipOpening) {
    await takeTurnToOpen(request.jobId, () => beginZip(request));
    return { done: true };
  },

  async addToZip({ jobId, folder, files }: ZipFiles) {
    const open = zips.get(jobId);
    if (!open)
      throw new AppError('media.incomplete', 'The ZIP was cut off; it is packed anew.', { retryable: true });
    try {
      await open.add(folder, files);
    } catch (error) {
      // Another one may have been begun meanwhile, by a background that was restarted.
      if (zips.get(jobId) === open) await giveUp(jobId);
      throw error;
    }
    return { done: true };
  },

  async closeZip({ jobId }) {
    const open = zips.get(jobId);
    if (!open)
      throw new AppError('media.incomplete', 'The ZIP was cut off; it is packed anew.', { retryable: true });
    zips.delete(jobId);
    return { zipBytes: await open.close(), isOwn: open.isOwn };
  },

  async dropZip({ jobId }) {
    await takeTurnToOpen(jobId, () => dropZip(jobId));
    return { done: true };
  },

  openPlace: async ({ root, name, ...wanted }) => ({ folder: await findPlaced(root, name, wanted) }),

  listPlaced: async (archive) => ({ files: await listPlaced(await openPlaced(archive)) }),

  placeFiles: async ({ files, ...archive }) => ({
    kept: await takeTurnToPlace(archive.jobId, () => placeFiles(archive, files)),
  }),

  checkPlaced: async ({ files, ...archive }) => ({ damaged: await findDamaged(archive, files) }),

  async closePlace(archive) {
    await closePlaced(archive);
    return { done: true };
  },
};

const guarded: PackWorker = {
  openZip: answerError(actions.openZip, toPlaceError),
  addToZip: answerError(actions.addToZip),
  closeZip: answerError(actions.closeZip, toPlaceError),
  dropZip: answerError(actions.dropZip),
  openPlace: answerError(actions.openPlace, toPlaceError),
  listPlaced: answerError(actions.listPlaced, toPlaceError),
  placeFiles: answerError(actions.placeFiles, toPlaceError),
  checkPlaced: answerError(actions.checkPlaced, toPlaceError),
  closePlace: answerError(actions.closePlace, toPlaceError),
};

expose(guarded);
