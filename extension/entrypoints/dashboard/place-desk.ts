/** Places on the user's disk, as the browser gives access to them. */
import { proxy } from 'comlink';
import { AppError } from '../../../shared/app-error.ts';
import type { PickedPlace } from '../../../shared/model/job-options.ts';
import type { CheckWorker, KnownExport, PickedArchive } from '../../media/check/check-worker.ts';
import { startCheckWorker } from '../../media/check/start-check-worker.ts';
import type { AskWorker } from '../../media/worker/worker-bridge.ts';
import { listStoredFiles } from '../../storage/file-store.ts';
import { keepPlace, type PickedHandle, readPlace } from '../../storage/place-store.ts';
import { readSavedOptions, writeSavedOptions } from '../../storage/saved-options.ts';
import type { ArchiveToCheck, PlaceDesk } from '../../ui/place-desk.ts';

/** The browser's pickers; TypeScript's list of what a window has lacks them. */
interface Pickers {
  showDirectoryPicker?(options: { id: string; mode: 'readwrite' }): Promise<PickedHandle>;
  showSaveFilePicker?(options: {
    id: string;
    suggestedName: string;
    types: { accept: Record<string, string[]> }[];
  }): Promise<PickedHandle>;
}

const pickers = globalThis as typeof globalThis & Pickers;

async function showPicker(kind: PickedPlace['kind']): Promise<PickedHandle | null> {
  try {
    const handle =
      kind === 'folder'
        ? await pickers.showDirectoryPicker?.({ id: 'exports', mode: 'readwrite' })
        : await pickers.showSaveFilePicker?.({
            id: 'exports',
            suggestedName: 'Star Export.zip',
            types: [{ accept: { 'application/zip': ['.zip'] } }],
          });
    return handle ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

async function pick(kind: PickedPlace['kind']): Promise<PickedPlace | null> {
  const handle = await showPicker(kind);
  if (!handle) return null;
  const placeId = await keepPlace(handle, new Date().toISOString());
  return { kind, placeId, name: handle.name };
}

async function findHandle(placeId: string): Promise<PickedHandle> {
  const place = await readPlace(placeId);
  if (place) return place.handle;
  throw new AppError(
    'storage.folder_missing',
    'The place that was picked is not known any more; cancel, pick it again under Places and start anew.',
  );
}

async function ask(placeId: string): Promise<boolean> {
  const handle = await findHandle(placeId);
  if ((await handle.queryPermission({ mode: 'readwrite' })) === 'granted') return true;
  return (await handle.requestPermission({ mode: 'readwrite' })) === 'granted';
}

async function toPicked(archive: ArchiveToCheck): Promise<PickedArchive> {
  if ('zips' in archive) return { zips: archive.zips };
  if (!(await ask(archive.placeId))) throw new AppError('storage.permission');
  const root = (await findHandle(archive.placeId)) as unknown as FileSystemDirectoryHandle;
  return { folder: await root.getDirectoryHandle(archive.folder) };
}

/** What the library cannot read again is not needed as long as the archive has its manifest. */
async function readKnown(jobId: string): Promise<KnownExport> {
  try {
    return { jobId, files: await listStoredFiles(jobId) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage.unreadable') return { jobId, files: [] };
    throw error;
  }
}

/** A worker of its own for each look, which ends with it. */
async function withWorker<Result>(run: (ask: AskWorker<CheckWorker>) => Promise<Result>): Promise<Result> {
  const worker = startCheckWorker();
  try {
    return await run(worker.ask);
  } finally {
    worker.end();
  }
}

export const placeDesk: PlaceDesk = {
  canPick: pickers.showDirectoryPicker !== undefined,
  async readChoice() {
    const { target, partGib } = await readSavedOptions();
    return { target, partGib };
  },
  async saveChoice(choice) {
    await writeSavedOptions({ ...(await readSavedOptions()), ...choice });
  },
  pick,
  ask,
  async check(archive, onChecked) {
    const known = 'zips' in archive ? await readKnown(archive.jobId) : null;
    const request = { archive: await toPicked(archive), known };
    return withWorker((ask) => ask((worker) => worker.check(request, proxy(onChecked))));
  },
  restore: (zips, jobId, onChecked) =>
    withWorker(async (ask) => {
      const request = { archive: { zips }, known: await readKnown(jobId) };
      return (await ask((worker) => worker.restore(request, proxy(onChecked)))).paths;
    }),
};
