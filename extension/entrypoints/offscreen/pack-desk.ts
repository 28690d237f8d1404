/** Answers what is asked about packing: finds the handles of picked places, and owns the object URL of a finished ZIP. */
import { transfer } from 'comlink';
import { AppError } from '../../../shared/app-error.ts';
import { manifestPath } from '../../../shared/archive-files.ts';
import { askArchiveWorker } from '../../media/archive/ask-archive-worker.ts';
import { maxManifestBytes } from '../../media/check/check-worker.ts';
import { startCheckWorker } from '../../media/check/start-check-worker.ts';
import { isMissing, openJobFolder } from '../../media/files/opfs-folder.ts';
import { askPackWorker } from '../../media/pack/ask-pack-worker.ts';
import { zipFileName } from '../../media/pack/zip-file-name.ts';
import type { PackRequest } from '../../messaging/pack-messages.ts';
import type { OffscreenReply } from '../../messaging/protocol.ts';
import { type PickedHandle, readPlace } from '../../storage/place-store.ts';

const zipUrls = new Map<string, string>();

function dropZipUrl(jobId: string): void {
  const url = zipUrls.get(jobId);
  if (url) URL.revokeObjectURL(url);
  zipUrls.delete(jobId);
}

/** The URL lives as long as this document, which the background keeps until the browser has the whole ZIP. */
async function toZipUrl(jobId: string): Promise<string> {
  dropZipUrl(jobId);
  const file = await (await (await openJobFolder(jobId)).getFileHandle(zipFileName)).getFile();
  const url = URL.createObjectURL(file.slice(0, file.size, 'application/zip'));
  zipUrls.set(jobId, url);
  return url;
}

/** The handle of a place that may be written to now. Throws `storage.permission` when the user has to be asked. */
async function findHandle(placeId: string): Promise<PickedHandle> {
  const place = await readPlace(placeId);
  if (!place)
    throw new AppError(
      'storage.folder_missing',
      'The place that was picked is not known any more; cancel, pick it again under Places and start anew.',
    );
  if ((await place.handle.queryPermission({ mode: 'readwrite' })) !== 'granted')
    throw new AppError('storage.permission', undefined, { context: { name: place.handle.name } });
  return place.handle;
}

async function findFile(placeId: string): Promise<FileSystemFileHandle> {
  const handle = await findHandle(placeId);
  if (handle.kind === 'file') return handle as FileSystemFileHandle;
  throw new AppError('input.invalid', 'The place that was picked is a folder.');
}

async function findFolder(placeId: string): Promise<FileSystemDirectoryHandle> {
  const handle = await findHandle(placeId);
  if (handle.kind === 'directory') return handle as FileSystemDirectoryHandle;
  throw new AppError('input.invalid', 'The place that was picked is a file.');
}

/** The same files, with where they lie among the job's small ones. */
async function findSmall<File extends { path: string }>(jobId: string, files: readonly File[]) {
  const paths = files.map(({ path }) => path);
  const { places } = await askArchiveWorker((worker) => worker.findSmall({ jobId, paths }));
  return files.map((file, place) => ({ ...file, small: places[place] ?? null }));
}

async function answerPlace(
  request: Exclude<Extract<PackRequest, { verb: `place.${string}` }>, { verb: 'place.look' }>,
): Promise<OffscreenReply> {
  const { jobId } = request;
  const root = await findFolder(request.placeId);
  if (request.verb === 'place.open') {
    const { name, owner } = request;
    return askPackWorker((worker) => worker.openPlace({ jobId, root, name, owner }));
  }
  const archive = { jobId, root, folder: request.folder };
  switch (request.verb) {
    case 'place.list':
      return { placed: (await askPackWorker((worker) => worker.listPlaced(archive))).files };
    case 'place.put': {
      const files = await findSmall(jobId, request.files);
      return askPackWorker((worker) => worker.placeFiles({ ...archive, files }));
    }
    case 'place.verify': {
      const files = await findSmall(jobId, request.files);
      const { damaged } = await askPackWorker((worker) => worker.checkPlaced({ ...archive, files }));
      // Their names are for whole files: as long as they had them, they would not be fetched again.
      await askArchiveWorker((worker) => worker.drop({ jobId, paths: damaged }));
      return { damaged };
    }
    case 'place.close':
      return askPackWorker((worker) => worker.closePlace(archive));
  }
}

/** Of an export that was packed. */
async function readOwnManifest(jobId: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = { jobId, path: manifestPath, maxBytes: maxManifestBytes };
  const manifest = await askArchiveWorker((worker) => worker.read(file));
  if (!manifest) throw new AppError('archive.damaged', 'The manifest of this export is not there.');
  return manifest;
}

/** A file that is gone is as good as an empty one: nothing in it can be lost. */
async function lookInto(placeId: string, jobId: string | null): Promise<OffscreenReply> {
  const handle = await findFile(placeId);
  const file = await handle.getFile().catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    return null;
  });
  if (!file || file.size === 0) return { isEmpty: true, head: null, losses: null };
  const next = jobId === null ? null : await readOwnManifest(jobId);
  const worker = startCheckWorker();
  try {
    const found = await worker.ask((check) => check.readHead(file, next && transfer(next, [next.buffer])));
    return { isEmpty: false, ...found };
  } finally {
    worker.end();
  }
}

/** Throws AppError. */
export async function answerPack(request: PackRequest): Promise<OffscreenReply> {
  switch (request.verb) {
    case 'zip.open': {
      const { jobId, at, needBytes, placeId } = request;
      const file = placeId === null ? null : await findFile(placeId);
      dropZipUrl(jobId);
      return askPackWorker((worker) => worker.openZip({ jobId, at, needBytes, file }));
    }
    case 'zip.add': {
      const { jobId, folder } = request;
      const files = await findSmall(jobId, request.files);
      return askPackWorker((worker) => worker.addToZip({ jobId, folder, files }));
    }
    case 'zip.close': {
      const { jobId } = request;
      const { isOwn, zipBytes } = await askPackWorker((worker) => worker.closeZip({ jobId }));
      return { zipBytes, zipUrl: isOwn ? await toZipUrl(jobId) : null };
    }
    case 'zip.drop': {
      const { jobId } = request;
      dropZipUrl(jobId);
      return askPackWorker((worker) => worker.dropZip({ jobId }));
    }
    case 'place.look':
      return lookInto(request.placeId, request.jobId);
    default:
      return answerPlace(request);
  }
}
