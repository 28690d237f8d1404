/** An archive that is written to the browser's own storage and becomes a ZIP among the user's downloads. */
import { browser } from 'wxt/browser';
import { AppError } from '../../shared/errors.ts';
import type { FileExpectation } from '../../shared/file-type.ts';
import type { FileRecord, Refusal } from '../../shared/model/archive.ts';
import type { ArchiveTarget, Job } from '../../shared/model/job.ts';
import { askOffscreen } from './offscreen-port.ts';
import type { OffscreenRequest } from './protocol.ts';
import { toTextPieces } from './text-pieces.ts';

interface FileRequest {
  path: string;
  urls: string[];
  expect: FileExpectation;
}

const unexpected = () => new AppError('bug.unexpected', 'The offscreen document answered another question.');

async function write(request: OffscreenRequest): Promise<FileRecord | null> {
  const answer = await askOffscreen(request);
  if ('record' in answer) return answer.record;
  throw unexpected();
}

const pollMs = 250;

/** Until the browser has written the whole file; a restarted worker takes up the same download by its id. */
async function waitForDownload(downloadId: number, signal: AbortSignal): Promise<number> {
  while (true) {
    signal.throwIfAborted();
    const [download] = await browser.downloads.search({ id: downloadId });
    if (download?.state === 'complete') return download.fileSize;
    if (!download || download.state === 'interrupted')
      throw new AppError('media.incomplete', 'The browser stopped saving the ZIP.', {
        context: { reason: download?.error ?? 'gone from the downloads' },
      });
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** See `ArchiveSink` in jobs/ports.ts. */
export function createOffscreenSink(jobId: string, folder: string) {
  return {
    downloadVideo: null,

    async writeText(path: string, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<FileRecord> {
      for await (const piece of toTextPieces(chunks)) {
        signal.throwIfAborted();
        const record = await write({ verb: 'write', jobId, path, ...piece });
        if (record) return record;
      }
      throw unexpected();
    },

    async fetchFile({ path, urls, expect }: FileRequest, signal: AbortSignal): Promise<FileRecord> {
      signal.throwIfAborted();
      const stop = (): void => void Promise.allSettled([askOffscreen({ verb: 'stop', jobId, path })]);
      signal.addEventListener('abort', stop, { once: true });
      try {
        const record = await write({ verb: 'fetch', jobId, path, urls, expect });
        if (record) return record;
      } finally {
        signal.removeEventListener('abort', stop);
      }
      throw unexpected();
    },

    async verify(files: FileRecord[], signal: AbortSignal): Promise<Refusal[]> {
      signal.throwIfAborted();
      const records = files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
      const answer = await askOffscreen({ verb: 'verify', jobId, records });
      if (!('damaged' in answer)) throw unexpected();
      return answer.damaged.map((id) => ({
        id,
        code: 'archive.damaged' as const,
        message: 'Length or hash differ.',
      }));
    },

    /** The stored files are dropped only when the browser has the whole ZIP, byte for byte as long as it was made. */
    async deliver(job: Job, files: FileRecord[], signal: AbortSignal): Promise<ArchiveTarget> {
      const paths = files.map((file) => file.path).sort();
      const packed = await askOffscreen({ verb: 'pack', jobId: job.id, folder, paths, at: job.createdAt });
      if (!('zipUrl' in packed)) throw unexpected();
      const filename = `Star Export/${folder}.zip`;
      const downloadId = await browser.downloads.download({ url: packed.zipUrl, filename, saveAs: false });
      const bytes = await waitForDownload(downloadId, signal);
      if (bytes !== packed.zipBytes)
        throw new AppError('media.incomplete', 'The saved ZIP is shorter than the one that was made.', {
          context: { bytes, expected: packed.zipBytes },
        });
      await askOffscreen({ verb: 'release', jobId: job.id });
      return { by: 'browser', folder, downloadId };
    },
  };
}
