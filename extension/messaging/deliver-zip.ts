/** Packs a job's files and hands them over: as ZIPs among the downloads, or as one ZIP in the file that the user picked. */
import { AppError, fromWire, toWire } from '../../shared/app-error.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { ArchiveTarget, Job } from '../../shared/model/job.ts';
import type { PickedPlace } from '../../shared/model/job-options.ts';
import type { SavedFile } from '../../shared/model/saved-file.ts';
import type { WireError } from '../../shared/wire-error.ts';
import { planParts, toPartBytes, type ZipPart } from '../../shared/zip/plan-parts.ts';
import { hashText } from '../core/hash-text.ts';
import { askOffscreen, toOtherAnswer } from './offscreen-port.ts';
import { findObstacle } from './picked-file.ts';
import { findSaved, type Saved, saveFile } from './saved-files.ts';

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
  /** Called when all of it is written, and nothing is in its place yet; what it throws gives the ZIP up. */
  beforeEnd?: () => Promise<void>;
  signal: AbortSignal;
}

async function pack(
  files: readonly FileRecord[],
  { job, folder, needBytes, placeId, beforeEnd, signal }: PackOptions,
): Promise<{ zipUrl: string | null; zipBytes: number }> {
  const jobId = job.id;
  await askOffscreen({ verb: 'zip.open', jobId, at: job.createdAt, needBytes, placeId });
  try {
    for (const batch of toBatches(files)) {
      signal.throwIfAborted();
      const entries = batch.map(({ path, bytes, crc32 = null }) => ({ path, bytes, crc32 }));
      await askOffscreen({ verb: 'zip.add', jobId, folder, files: entries });
    }
    await beforeEnd?.();
    signal.throwIfAborted();
    const closed = await askOffscreen({ verb: 'zip.close', jobId });
    if (!('zipBytes' in closed)) throw toOtherAnswer();
    return closed;
  } catch (error) {
    // What was written of it would fill the disk; the error before it is the one to be told.
    await askOffscreen({ verb: 'zip.drop', jobId }).catch(() => null);
    throw error;
  }
}

/** An archive that the browser writes. */
export type BrowserTarget = Extract<ArchiveTarget, { by: 'browser' }>;

interface Delivery {
  target: BrowserTarget;
  files: readonly FileRecord[];
  /** Called before a ZIP is handed to the browser. */
  note(zip: SavedFile): Promise<void>;
  signal: AbortSignal;
}

/** SHA-256 in hex of what a ZIP holds: the same files at the same time make the same ZIP. */
const digestContent = ({ files }: ZipPart<FileRecord>, at: string): Promise<string> =>
  hashText(JSON.stringify([at, files.map(({ path, sha256 }) => [path, sha256])]));

/** Packs a part, saves it and forgets our copy of it. */
async function savePart(
  job: Job,
  part: ZipPart<FileRecord>,
  { target, note, signal, needBytes, content }: Delivery & { needBytes: number; content: string },
): Promise<Saved> {
  const { folder } = target;
  const { zipUrl, zipBytes } = await pack(part.files, { job, folder, needBytes, placeId: null, signal });
  try {
    if (zipUrl === null) throw toOtherAnswer();
    const zip = { name: part.name, content, bytes: zipBytes, url: zipUrl };
    return await saveFile(zip, { note, signal });
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
    const known = await findSaved({ name: part.name, content }, target.zips ?? [], signal);
    // The part itself, and what the downloads will take.
    const needBytes = part.bytes + left;
    const saved = known ?? (await savePart(job, part, { ...delivery, needBytes, content }));
    ids.push(saved.browserId);
    left -= part.bytes;
  }
  return ids[0] ?? 0;
}

/** Exports of several sites may want into one file at once: the next one looks when the one before is in it. */
const toLockName = (placeId: string): string => `picked/${placeId}`;

interface FileDelivery {
  folder: string;
  files: readonly FileRecord[];
  place: PickedPlace;
  signal: AbortSignal;
}

async function packFile(job: Job, { folder, files, place, signal }: FileDelivery): Promise<void> {
  async function look(): Promise<void> {
    signal.throwIfAborted();
    const obstacle = await findObstacle(job, place, true);
    if (obstacle) throw fromWire(obstacle);
  }
  const [part] = planParts(files, { folder, partBytes: null });
  if (!part) return;
  await look();
  const { placeId } = place;
  // How much room there is on that disk the browser does not tell. What another program has put there meanwhile stays, too.
  await pack(part.files, { job, folder, needBytes: 0, placeId, beforeEnd: look, signal });
}

/** One ZIP in the picked file: the browser's storage holds no copy of it. Gives why it may not be there, or null. */
export async function deliverFile(job: Job, delivery: FileDelivery): Promise<WireError | null> {
  const { place, signal } = delivery;
  try {
    await navigator.locks.request(toLockName(place.placeId), { signal }, () => packFile(job, delivery));
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage.place_taken') return toWire(error);
    throw error;
  }
}
