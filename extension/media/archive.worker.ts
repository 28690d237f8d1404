/** The only writer of an archive in the browser: one worker, so that no file has two handles. Called through comlink. */
import { expose } from 'comlink';
import { AppError, toWire, type WireError } from '../../shared/errors.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { ArchiveWorker, FetchRequest, PackRequest, WriteRequest } from './archive-worker.ts';
import { fetchSmallFile } from './fetch-small-file.ts';
import { hashFile } from './hash-file.ts';
import { openFile, openJobFolder, removeJobFolder } from './opfs-folder.ts';
import { withHandle, writeAll } from './write-handle.ts';
import { writeZip } from './write-zip.ts';
import { zipFileName } from './zip-file-name.ts';

const encoder = new TextEncoder();

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? url;

const actions = {
  async write(request: WriteRequest) {
    const file = await openFile(await openJobFolder(request.jobId), request.path, true);
    const bytes = await withHandle(file, (handle) => {
      if (request.offset === 0) handle.truncate(0);
      if (handle.getSize() !== request.offset)
        throw new AppError('storage.failed', 'A piece of text does not follow the one before it.', {
          context: { path: request.path, size: handle.getSize(), offset: request.offset },
        });
      const end = writeAll(handle, encoder.encode(request.text), request.offset);
      if (request.last) handle.flush();
      return end;
    });
    return { bytes, record: request.last ? await hashFile(await file.getFile(), request.path) : null };
  },

  async fetch(request: FetchRequest) {
    const { bytes, url } = await fetchSmallFile(request.urls, request);
    const file = await openFile(await openJobFolder(request.jobId), request.path, true);
    await withHandle(file, (handle) => {
      handle.truncate(0);
      writeAll(handle, bytes, 0);
      handle.flush();
    });
    const record = await hashFile(await file.getFile(), request.path);
    return { bytes: record.bytes, record: { ...record, source: withoutQuery(url) } };
  },

  async pack(request: PackRequest) {
    const folder = await openJobFolder(request.jobId);
    const zip = await folder.getFileHandle(zipFileName, { create: true });
    const { folder: name, paths } = request;
    return { zipBytes: await writeZip(folder, zip, { folder: name, paths, at: new Date(request.at) }) };
  },

  async verify(request: { jobId: string; records: FileRecord[] }) {
    const folder = await openJobFolder(request.jobId);
    const damaged: string[] = [];
    for (const record of request.records) if (!(await isWhole(folder, record))) damaged.push(record.path);
    return { damaged };
  },

  async release(request: { jobId: string }) {
    await removeJobFolder(request.jobId);
    return { done: true as const };
  },
};

async function isWhole(folder: FileSystemDirectoryHandle, record: FileRecord): Promise<boolean> {
  try {
    const file = await (await openFile(folder, record.path, false)).getFile();
    const found = await hashFile(file, record.path);
    return found.bytes === record.bytes && found.sha256 === record.sha256;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return false;
    throw error;
  }
}

/** The browser's own errors carry the disk's troubles in their names. */
function toStorageError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  return new AppError(
    error.name === 'QuotaExceededError' ? 'storage.full' : 'storage.failed',
    error.message,
    {
      cause: error,
    },
  );
}

/** comlink keeps only the message of an error, so errors cross as values. */
function guard<Request, Result>(action: (request: Request) => Promise<Result>) {
  return async (request: Request): Promise<Result | { error: WireError }> => {
    try {
      return await action(request);
    } catch (error) {
      return { error: toWire(toStorageError(error)) };
    }
  };
}

const guarded: ArchiveWorker = {
  write: guard(actions.write),
  fetch: guard(actions.fetch),
  pack: guard(actions.pack),
  verify: guard(actions.verify),
  release: guard(actions.release),
};

expose(guarded);
