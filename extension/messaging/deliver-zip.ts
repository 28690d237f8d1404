/** Packs a job's files and hands them over: as ZIPs among the downloads, or as one ZIP in the file that the user picked. */
import { browser } from 'wxt/browser';
import { AppError } from '../../shared/app-error.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { Job } from '../../shared/model/job.ts';
import { planParts, toPartBytes, type ZipPart } from '../../shared/zip/plan-parts.ts';
import { askOffscreen } from './offscreen-port.ts';
import { type BrowserTarget, digestContent, findSaved, type SavedZip } from './saved-zips.ts';
import { waitForDownload } from './wait-for-download.ts';

const unexpected = () => new AppError('bug.unexpected', 'The offscreen document answered another question.');

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

interface Delivery {
  target: BrowserTarget;
  files: readonly FileRecord[];
  /** Called before a ZIP is handed to the browser. */
  note(zip: SavedZip): Promise<void>;
  signal: AbortSignal;
}

/** Packs a part, saves it and forgets our copy of it. Returns the id of its download. */
async function savePart(
  job: Job,
  part: ZipPart<FileRecord>,
  { target, note, signal, needBytes }: Delivery & { needBytes: number },
): Promise<number> {
  const { folder } = target;
  const { zipUrl, zipBytes } = await pack(part.files, { job, folder, needBytes, placeId: null, signal });
  try {
    if (zipUrl === null) throw unexpected();
    const content = await digestContent(part, job.createdAt);
    await note({ name: part.name, content, bytes: zipBytes, url: zipUrl });
    const filename = `Star Export/${part.name}`;
    const downloadId = await browser.downloads.download({ url: zipUrl, filename, saveAs: false });
    const saved = await waitForDownload(downloadId, signal);
    if (saved.bytes === zipBytes) return downloadId;
    throw new AppError('media.incomplete', 'The saved ZIP is shorter than the one that was made.', {
      context: { bytes: saved.bytes, expected: zipBytes },
    });
  } finally {
    // On a disk that is full our own copy would be what fills it.
    await askOffscreen({ verb: 'zip.drop', jobId: job.id }).catch(() => null);
  }
}

/**
 * Part by part, so that the browser's storage holds one of them at most; those that were saved before the worker ended
 * stay as they are. Returns the id of the first download.
 */
export async function deliverDownloads(job: Job, delivery: Delivery): Promise<number> {
  const { target, files, signal } = delivery;
  const partBytes = toPartBytes(job.options.partGib);
  const parts = planParts(files, { folder: target.folder, partBytes });
  let left = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const ids: number[] = [];
  for (const part of parts) {
    const content = await digestContent(part, job.createdAt);
    const known = target.zips?.find((zip) => zip.name === part.name && zip.content === content);
    const savedId = known ? await findSaved(known, signal) : null;
    // The part itself, and what the downloads will take.
    const needBytes = part.bytes + left;
    ids.push(savedId ?? (await savePart(job, part, { ...delivery, needBytes })));
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
