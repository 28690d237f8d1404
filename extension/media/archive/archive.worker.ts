/** The only writer of an archive in the browser: one worker, so that no file has two handles. Called through comlink. */
import { expose, transfer } from 'comlink';
import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { createSpeedLimit } from '../../../shared/net/speed-limit.ts';
import type { OnProgress, TransferProgress } from '../../../shared/net/transfer.ts';
import { fetchFile, usualTiming } from '../download/fetch-file.ts';
import { hasJobFolder, openJobFolder, removeJobFolder } from '../files/opfs-folder.ts';
import { lookAt } from '../save/look-at.ts';
import { openSmallFiles, type SmallFiles } from '../small-files/small-files.ts';
import { fetchStream } from '../stream/fetch-stream.ts';
import type { FetchedStream, StreamProgress } from '../stream/fetched-stream.ts';
import { answerError } from '../worker/answer-error.ts';
import { createRunningWork } from '../worker/running-work.ts';
import type { ArchiveWorker, FetchRequest, StreamRequest, WriteRequest } from './archive-worker.ts';
import {
  findFinished,
  isWholeJobFile,
  type JobFiles,
  readJobFile,
  removeJobFile,
  writeText,
} from './job-files.ts';
import { createJobGate } from './job-gate.ts';

z.config({ jitless: true });

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? url;

const fetches = createRunningWork<FileRecord, TransferProgress>();
/** No path has such a sign, so that one key cannot be the beginning of another. */
const toKey = ({ jobId, path }: { jobId: string; path: string }): string => `${jobId}\n${path}\n`;

const openSmall = new Map<string, Promise<SmallFiles>>();

/** Those of a job stay open until they are released: there is no other that writes. */
function findSmallFiles(jobId: string): Promise<SmallFiles> {
  const known = openSmall.get(jobId);
  if (known) return known;
  const opened = openJobFolder(jobId).then(openSmallFiles);
  openSmall.set(jobId, opened);
  // Asked for again, it is tried again.
  opened.catch(() => openSmall.delete(jobId));
  return opened;
}

async function closeSmallFiles(jobId: string): Promise<void> {
  const opened = openSmall.get(jobId);
  openSmall.delete(jobId);
  (await opened)?.close();
}

const openJobFiles = async (jobId: string): Promise<JobFiles> => ({
  folder: await openJobFolder(jobId),
  small: await findSmallFiles(jobId),
});

/** Null for a job of which there is nothing: who only looks makes no folder and opens nothing. */
const findJobFiles = async (jobId: string): Promise<JobFiles | null> =>
  openSmall.has(jobId) || (await hasJobFolder(jobId)) ? openJobFiles(jobId) : null;

async function fetchToJob(
  {
    jobId,
    path,
    urls,
    expect,
    rule = null,
    maxBytes,
    replace,
    mayLieAmongOthers,
    rateLimitBytesPerSec = null,
    cookieDomains,
  }: FetchRequest,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<FileRecord> {
  const folder = await openJobFolder(jobId);
  const small = mayLieAmongOthers ? await findSmallFiles(jobId) : undefined;
  const finished = replace ? null : await findFinished({ folder, small }, path);
  if (finished) return { ...finished, source: withoutQuery(urls[0] ?? '') };
  const limits = { connections: null, rateLimitBytesPerSec, maxBytes };
  const wanted = { addresses: urls, path, expect, rule, cookieDomains, ...limits };
  const { address, ...measured } = await fetchFile(wanted, { folder, smallFiles: small, signal, onProgress });
  return { path, ...measured, source: withoutQuery(address) };
}

/** Of an address, all that it leads to included. */
const lookTimeoutMs = 60_000;

const gate = createJobGate();

/** Of a job whose files may be in the middle of their release. */
const guard = <Request extends { jobId: string }, Rest extends unknown[], Result>(
  work: (request: Request, ...rest: Rest) => Promise<Result>,
) =>
  answerError((request: Request, ...rest: Rest) => gate.enter(request.jobId, () => work(request, ...rest)));

const streams = createRunningWork<FetchedStream, StreamProgress>();

const actions = {
  async look({ url, cookieDomains }: { url: string; cookieDomains: string[] }) {
    const ending = new AbortController();
    // The browser's own time limit would be told as trouble with the disk.
    const timer = setTimeout(() => ending.abort(new AppError('net.timeout')), lookTimeoutMs);
    try {
      const { signal } = ending;
      return await lookAt(url, { signal, timing: usualTiming, speed: createSpeedLimit(null), cookieDomains });
    } finally {
      clearTimeout(timer);
    }
  },

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

  write: async (request: WriteRequest) => writeText(await openJobFiles(request.jobId), request),

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

  async verify({ jobId, records }: { jobId: string; records: FileRecord[] }) {
    const files = await findJobFiles(jobId);
    if (!files) return { damaged: records.map(({ path }) => path) };
    files.small.flush();
    const damaged: string[] = [];
    for (const record of records) {
      if (await isWholeJobFile(files, record)) continue;
      damaged.push(record.path);
      // Its name is for a whole file: as long as it had it, it would not be fetched again.
      await removeJobFile(files, record.path);
    }
    return { damaged };
  },

  async findSmall({ jobId, paths }: { jobId: string; paths: string[] }) {
    const files = await findJobFiles(jobId);
    return { places: paths.map((path) => files?.small.find(path) ?? null) };
  },

  async read({ jobId, path, maxBytes }: { jobId: string; path: string; maxBytes: number }) {
    const files = await findJobFiles(jobId);
    const content = files && (await readJobFile(files, path, maxBytes));
    return content && transfer(content, [content.buffer]);
  },

  async drop({ jobId, paths }: { jobId: string; paths: string[] }) {
    const files = await findJobFiles(jobId);
    if (files) for (const path of paths) await removeJobFile(files, path);
    return { done: true as const };
  },

  async release({ jobId }: { jobId: string }) {
    const prefix = `${jobId}\n`;
    await gate.release(jobId, {
      stop: async () => void (await Promise.all([fetches.stop(prefix), streams.stop(prefix)])),
      async remove() {
        await closeSmallFiles(jobId);
        await removeJobFolder(jobId);
      },
    });
    return { done: true as const };
  },
};

const guarded: ArchiveWorker = {
  write: guard(actions.write),
  look: answerError(actions.look),
  fetch: guard(actions.fetch),
  fetchStream: guard(actions.fetchStream),
  stop: answerError(actions.stop),
  verify: guard(actions.verify),
  findSmall: guard(actions.findSmall),
  read: guard(actions.read),
  drop: guard(actions.drop),
  release: answerError(actions.release),
};

expose(guarded);
