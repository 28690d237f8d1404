/** An archive that is written to the browser's own storage and goes from there where the user wants it. */
import type { FileRule } from '../../shared/file-rule.ts';
import type { FileExpectation } from '../../shared/file-type.ts';
import type { FileRecord, Refusal } from '../../shared/model/archive.ts';
import type { Job } from '../../shared/model/job.ts';
import type { SavedFile } from '../../shared/model/saved-file.ts';
import type { JoinRequest, SoundRequest } from '../core/items/film-requests.ts';
import { deliverFolder, findDamaged, leaveFolder, listPlaced, toRefusals } from './deliver-folder.ts';
import { type BrowserTarget, deliverDownloads, deliverFile, toBatches } from './deliver-zip.ts';
import { askOffscreen, toOtherAnswer } from './offscreen-port.ts';
import type { OffscreenRequest } from './protocol.ts';
import { noteFile } from './saved-files.ts';
import { toTextPieces } from './text-pieces.ts';

interface FileRequest {
  path: string;
  urls: string[];
  expect: FileExpectation;
  rule: FileRule | null;
  maxBytes: number | null;
  replace?: boolean;
  /** Of the platform: its own media are handed out to the session that was given their addresses. */
  cookieDomains: string[];
}

async function write(request: OffscreenRequest): Promise<FileRecord | null> {
  const answer = await askOffscreen(request);
  if ('record' in answer) return answer.record;
  throw toOtherAnswer();
}

/** Something that takes a while and ends when it is told to. */
async function writeUntilStopped(
  request: Extract<OffscreenRequest, { verb: 'fetch' | 'join' | 'sound' }>,
  signal: AbortSignal,
): Promise<FileRecord> {
  signal.throwIfAborted();
  const { jobId, path } = request;
  const stop = (): void => void Promise.allSettled([askOffscreen({ verb: 'stop', jobId, path })]);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const record = await write(request);
    if (record) return record;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  throw toOtherAnswer();
}

/** Drops all that the browser's own storage holds of an export. */
export async function releaseJob(jobId: string): Promise<void> {
  await askOffscreen({ verb: 'release', jobId });
}

/** See `ArchiveSink` in jobs/ports.ts. `keep` writes the target into the job. */
export function createOffscreenSink(
  jobId: string,
  target: BrowserTarget,
  keep: (target: BrowserTarget) => Promise<void>,
) {
  const { folder, place } = target;
  let current = target;
  async function note(zip: SavedFile): Promise<void> {
    current = { ...current, zips: noteFile(current.zips ?? [], zip) };
    await keep(current);
  }
  const release = (): Promise<void> => releaseJob(jobId);
  const placed = place?.kind === 'folder' ? { jobId, placeId: place.placeId, folder } : null;
  return {
    downloadVideo: null,

    async writeText(path: string, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<FileRecord> {
      for await (const piece of toTextPieces(chunks)) {
        signal.throwIfAborted();
        const record = await write({ verb: 'write', jobId, path, ...piece });
        if (record) return record;
      }
      throw toOtherAnswer();
    },

    async fetchFile(request: FileRequest, signal: AbortSignal): Promise<FileRecord> {
      const { path, urls, expect, rule, maxBytes, replace, cookieDomains } = request;
      const wanted = { path, urls, expect, rule, maxBytes, replace, cookieDomains };
      return writeUntilStopped({ verb: 'fetch', jobId, ...wanted }, signal);
    },

    async join(request: JoinRequest, signal: AbortSignal): Promise<FileRecord> {
      return writeUntilStopped({ verb: 'join', jobId, ...request }, signal);
    },

    async takeSound(request: SoundRequest, signal: AbortSignal): Promise<FileRecord> {
      return writeUntilStopped({ verb: 'sound', jobId, ...request }, signal);
    },

    async dropParts(paths: string[], signal: AbortSignal): Promise<void> {
      signal.throwIfAborted();
      await askOffscreen({ verb: 'drop', jobId, paths });
    },

    async verify(files: FileRecord[], signal: AbortSignal): Promise<Refusal[]> {
      const records = files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
      if (placed) return toRefusals(await findDamaged(placed, records, signal));
      const damaged: string[] = [];
      for (const batch of toBatches(records)) {
        signal.throwIfAborted();
        const answer = await askOffscreen({ verb: 'verify', jobId, records: batch });
        if (!('damaged' in answer)) throw toOtherAnswer();
        damaged.push(...answer.damaged);
      }
      return toRefusals(damaged);
    },

    listPlaced: placed && (() => listPlaced(placed)),

    /** What was moved to a folder that the user picked is the user's, and stays. */
    async remove(paths: readonly string[], whole: boolean): Promise<void> {
      if (whole) {
        if (placed) await leaveFolder(placed);
        return release();
      }
      for (let from = 0; from < paths.length; from += 100)
        await askOffscreen({ verb: 'drop', jobId, paths: paths.slice(from, from + 100) });
    },

    async deliver(job: Job, files: FileRecord[], signal: AbortSignal) {
      if (placed) {
        await deliverFolder(placed, files, signal);
        return { target: { ...current, isDelivered: true }, notice: null };
      }
      const notice = place ? await deliverFile(job, { folder, files, place, signal }) : null;
      if (place && !notice) return { target: { ...current, isDelivered: true }, notice };
      // What was made as one ZIP stays one where the picked file has to stay as it is.
      const whole = place ? { ...job, options: { ...job.options, partGib: null } } : job;
      const downloadId = await deliverDownloads(whole, { target: current, files, note, signal });
      const { place: _taken, ...left } = current;
      return { target: { ...left, downloadId, isDelivered: true }, notice };
    },

    release,
  };
}
