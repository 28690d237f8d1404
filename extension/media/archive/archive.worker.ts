/** The only writer of an archive in the browser: one worker, so that no file has two handles. Called through comlink. */
import { expose } from 'comlink';
import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { createSpeedLimit } from '../../../shared/net/speed-limit.ts';
import type { OnProgress, TransferProgress } from '../../../shared/net/transfer.ts';
import { fetchFile, usualTiming } from '../download/fetch-file.ts';
import { isMissing, openFile, openJobFolder, removeFile, removeJobFolder } from '../files/opfs-folder.ts';
import { withHandle, writeAll } from '../files/write-handle.ts';
import { hashFile } from '../hash/hash-file.ts';
import { isWhole } from '../hash/is-whole.ts';
import { lookAt } from '../save/look-at.ts';
import { fetchStream } from '../stream/fetch-stream.ts';
import type { FetchedStream, StreamProgress } from '../stream/fetched-stream.ts';
import { answerError } from '../worker/answer-error.ts';
import { createRunningWork } from '../worker/running-work.ts';
import type { ArchiveWorker, FetchRequest, StreamRequest, WriteRequest } from './archive-worker.ts';

z.config({ jitless: true });

const encoder = new TextEncoder();

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? url;

const fetches = createRunningWork<FileRecord, TransferProgress>();
/** No path has such a sign, so that one key cannot be the beginning of another. */
const toKey = ({ jobId, path }: { jobId: string; path: string }): string => `${jobId}\n${path}\n`;

/** Only whole files have their names: one that is there was fetched by who did not live to hear of it. */
async function findFinished(folder: FileSystemDirectoryHandle, path: string): Promise<FileRecord | null> {
  try {
    const file = await (await openFile(folder, path, false)).getFile();
    return file.size > 0 ? await hashFile(file, path) : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function fetchToJob(
  {
    jobId,
    path,
    urls,
    expect,
    rule = null,
    maxBytes,
    replace,
    rateLimitBytesPerSec = null,
    cookieDomains,
  }: FetchRequest,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<FileRecord> {
  const folder = await openJobFolder(jobId);
  const finished = replace ? null : await findFinished(folder, path);
  if (finished) return { ...finished, source: withoutQuery(urls[0] ?? '') };
  const limits = { connections: null, rateLimitBytesPerSec, maxBytes };
  const wanted = { addresses: urls, path, expect, rule, cookieDomains, ...limits };
  const { address, ...measured } = await fetchFile(wanted, { folder, signal, onProgress });
  return { path, ...measured, source: withoutQuery(address) };
}

const streams = createRunningWork<FetchedStream, StreamProgress>();

const actions = {
  look: ({ url, cookieDomains }: { url: string; cookieDomains: string[] }) =>
    lookAt(url, {
      signal: AbortSignal.timeout(60_000),
      timing: usualTiming,
      speed: createSpeedLimit(null),
      cookieDomains,
    }),

  fetchStream: (request: StreamRequest, onProgress: (progress: StreamProgress) => void) =>
    streams.run(
      toKey({ jobId: request.jobId, path: 'tracks/film' }),
      async (tell, signal) =>
        fetchStream(request.url, request.wish, {
          folder: await openJobFolder(request.jobId),
          stem: 'tracks/film',
          signal,
          timing: usualTiming,
          speed: createSpeedLimit(request.rateLimitBytesPerSec),
          cookieDomains: request.cookieDomains,
          onProgress: tell,
        }),
      onProgress,
    ),

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

  async fetch(request: FetchRequest, onProgress?: OnProgress) {
    const record = await fetches.run(
      toKey(request),
      (tell, signal) => fetchToJob(request, tell, signal),
      onProgress,
    );
    return { bytes: record.bytes, record };
  },

  async stop(request: { jobId: string; path: string | null }) {
    const { jobId, path } = request;
    const prefix = path === null ? `${jobId}\n` : toKey({ jobId, path });
    await Promise.all([fetches.stop(prefix), streams.stop(prefix)]);
    return { done: true as const };
  },

  async verify(request: { jobId: string; records: FileRecord[] }) {
    const folder = await openJobFolder(request.jobId);
    const damaged: string[] = [];
    for (const record of request.records) {
      if (await isWhole(folder, record)) continue;
      damaged.push(record.path);
      // Its name is for a whole file: as long as it had it, it would not be fetched again.
      await removeFile(folder, record.path);
    }
    return { damaged };
  },

  async release(request: { jobId: string }) {
    const prefix = `${request.jobId}\n`;
    await Promise.all([fetches.stop(prefix), streams.stop(prefix)]);
    await removeJobFolder(request.jobId);
    return { done: true as const };
  },
};

const guarded: ArchiveWorker = {
  write: answerError(actions.write),
  look: answerError(actions.look),
  fetch: answerError(actions.fetch),
  fetchStream: answerError(actions.fetchStream),
  stop: answerError(actions.stop),
  verify: answerError(actions.verify),
  release: answerError(actions.release),
};

expose(guarded);
