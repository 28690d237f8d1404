/** Packs a job's files and hands them over: as ZIPs among the downloads, or as one ZIP in the file that the user picked. */
import { browser } from 'wxt/browser';
import { AppError } from '../../shared/errors.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { Job } from '../../shared/model/job.ts';
import { planParts, toPartBytes, type ZipPart } from '../../shared/zip/plan-parts.ts';
import { askOffscreen } from './offscreen-port.ts';

const unexpected = () => new AppError('bug.unexpected', 'The offscreen document answered another question.');

const pollMs = 250;
/** Small enough that a cancelled export stops soon and no message grows large. */
const filesAtOnce = 256;
const bytesAtOnce = 512 * 1024 * 1024;

/** Pieces of a list, each of which is a request. */
export function* toBatches(files: readonly FileRecord[]): Generator<FileRecord[]> {
  let batch: FileRecord[] = [];
  let bytes = 0;
  for (const file of files) {
    batch.push(file);
    bytes += file.bytes;
    if (batch.length < filesAtOnce && bytes < bytesAtOnce) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Until the browser has written the whole file. */
async function waitForDownload(downloadId: number, signal: AbortSignal): Promise<number> {
  while (true) {
    if (signal.aborted) {
      await browser.downloads.cancel(downloadId);
      throw new AppError('job.cancelled');
    }
    const [download] = await browser.downloads.search({ id: downloadId });
    if (download?.state === 'complete') return download.fileSize;
    if (!download || download.state === 'interrupted')
      throw new AppError(
        download?.error === 'FILE_NO_SPACE' ? 'storage.full' : 'media.incomplete',
        'The browser stopped saving the ZIP.',
        { context: { reason: download?.error ?? 'gone from the downloads' } },
      );
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

interface PackOptions {
  job: Job;
  folder: string;
  needBytes: number;
  placeId: string | null;
  signal: AbortSignal;
}

async function pack(
  files: readonly FileRecord[],
  { job, folder, needBytes, placeId, signal }: PackOptions,
): Promise<{ zipUrl: string | null; zipBytes: number }> {
  const jobId = job.id;
  await askOffscreen({ verb: 'zip.open', jobId, at: job.createdAt, needBytes, placeId });
  try {
    for (const batch of toBatches(files)) {
      signal.throwIfAborted();
      const entries = batch.map(({ path, bytes, crc32 = null }) => ({ path, bytes, crc32 }));
      await askOffscreen({ verb: 'zip.add', jobId, folder, files: entries });
    }
    signal.throwIfAborted();
    const closed = await askOffscreen({ verb: 'zip.close', jobId });
    if (!('zipBytes' in closed)) throw unexpected();
    return closed;
  } catch (error) {
    // What was written of it would fill the disk; the error before it is the one to be told.
    await askOffscreen({ verb: 'zip.drop', jobId }).catch(() => null);
    throw error;
  }
}

async function download(part: ZipPart, url: string, signal: AbortSignal) {
  const filename = `Star Export/${part.name}`;
  const downloadId = await browser.downloads.download({ url, filename, saveAs: false });
  return { downloadId, bytes: await waitForDownload(downloadId, signal) };
}

/** Part by part, so that the browser's storage holds one of them at most. Returns the id of the first download. */
export async function deliverDownloads(
  job: Job,
  { folder, files, signal }: { folder: string; files: readonly FileRecord[]; signal: AbortSignal },
): Promise<number> {
  const parts = planParts(files, { folder, partBytes: toPartBytes(job.options.partGib) });
  let left = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const ids: number[] = [];
  for (const part of parts) {
    // The part itself, and what the downloads will take.
    const needBytes = part.bytes + left;
    const { zipUrl, zipBytes } = await pack(part.files, { job, folder, needBytes, placeId: null, signal });
    if (zipUrl === null) throw unexpected();
    const saved = await download(part, zipUrl, signal).catch(async (error: unknown) => {
      // On a disk that is full our own copy would be what fills it.
      await askOffscreen({ verb: 'zip.drop', jobId: job.id }).catch(() => null);
      throw error;
    });
    await askOffscreen({ verb: 'zip.drop', jobId: job.id });
    if (saved.bytes !== zipBytes)
      throw new AppError('media.incomplete', 'The saved ZIP is shorter than the one that was made.', {
        context: { bytes: saved.bytes, expected: zipBytes },
      });
    ids.push(saved.downloadId);
    left -= part.bytes;
  }
  return ids[0] ?? 0;
}

/** One ZIP in the picked file: the browser's storage holds no copy of it. */
export async function deliverFile(
  job: Job,
  request: { folder: string; files: readonly FileRecord[]; placeId: string; signal: AbortSignal },
): Promise<void> {
  const { folder, files, placeId, signal } = request;
  const [part] = planParts(files, { folder, partBytes: null });
  // How much room there is on that disk the browser does not tell.
  if (part) await pack(part.files, { job, folder, needBytes: 0, placeId, signal });
}
