/** Two ways to a file behind one port: the companion, and the browser alone where that is missing. */
import { toAppError } from '../../../shared/app-error.ts';
import type { DownloadProgress, JournalEntry } from '../../../shared/protocol/download-commands.ts';
import type { DownloadRecord } from '../../core/downloads/download-record.ts';
import type { DownloadCompanion } from './ports.ts';

/** The browser by what downloads ask of it. Everything throws AppError. */
export interface BrowserEngine {
  /** Whether this is an address that it may try. */
  canTry(url: string): boolean;
  /** Whether it holds something of a download. */
  holds(downloadId: string): Promise<boolean>;
  /** Notes that it runs one, and not the companion. */
  takeOver(downloadId: string): Promise<void>;
  run: DownloadCompanion['run'];
  stop(downloadId: string): Promise<void>;
  discard(downloadId: string): Promise<void>;
}

const isMissing = (thrown: unknown): boolean => toAppError(thrown).code === 'host.missing';

/**
 * What the companion answers; where that is missing, what the browser does, if it may try. What is not for the browser alone
 * is still for the companion, and says so.
 */
export async function askEither<Answer>(
  byCompanion: () => Promise<Answer>,
  byBrowser: () => Promise<Answer>,
  canTry: boolean,
): Promise<Answer> {
  try {
    return await byCompanion();
  } catch (missing) {
    if (!isMissing(missing) || !canTry) throw missing;
    return byBrowser().catch((thrown: unknown) => {
      throw toAppError(thrown).code === 'input.not_supported' ? missing : thrown;
    });
  }
}

/** With the companion there nothing is different; what the browser has begun it ends. */
export function createDownloadEngines(
  companion: DownloadCompanion,
  browser: BrowserEngine,
): DownloadCompanion {
  /** The last that was heard of what the browser runs. */
  const heard = new Map<string, { record: DownloadRecord; progress: DownloadProgress | null }>();

  const runInBrowser: DownloadCompanion['run'] = async (record, onProgress, signal) => {
    heard.set(record.id, { record, progress: null });
    try {
      await browser.takeOver(record.id);
      return await browser.run(
        record,
        (progress) => {
          heard.set(record.id, { record, progress });
          onProgress(progress);
        },
        signal,
      );
    } finally {
      heard.delete(record.id);
    }
  };

  return {
    async run(record, onProgress, signal) {
      if (record.begun && (await browser.holds(record.id))) return runInBrowser(record, onProgress, signal);
      return askEither(
        () => companion.run(record, onProgress, signal),
        () => runInBrowser(record, onProgress, signal),
        browser.canTry(record.url),
      );
    },

    async pause(downloadId): Promise<JournalEntry> {
      const running = heard.get(downloadId);
      if (!running) return companion.pause(downloadId);
      await browser.stop(downloadId);
      const { record, progress } = running;
      const { url, entry, title, choice, template, createdAt } = record;
      return {
        downloadId,
        url,
        entry,
        title,
        choice,
        progress,
        state: 'paused',
        saved: null,
        error: null,
        destination: { in: 'downloads', template },
        startedAt: createdAt,
        changedAt: createdAt,
      };
    },

    async cancel(downloadId, discard) {
      if (!heard.has(downloadId) && !(await browser.holds(downloadId)))
        return companion.cancel(downloadId, discard);
      if (discard) await browser.discard(downloadId);
      else await browser.stop(downloadId);
    },

    /** What the browser ran goes on when it is run again; it keeps no journal. So does what only a missing companion knows. */
    async list(downloadIds) {
      const others: string[] = [];
      for (const id of downloadIds) if (!(await browser.holds(id))) others.push(id);
      if (others.length === 0) return new Map();
      return companion.list(others).catch((thrown: unknown) => {
        if (isMissing(thrown)) return new Map<string, JournalEntry>();
        throw thrown;
      });
    },
  };
}
