/** Begins a download, joins it where it runs already, or goes on where it was; and keeps the journal meanwhile. */
import { AppError, toAppError, toWire } from '../../shared/app-error.ts';
import type { CommandRequest, CommandResponse } from '../../shared/protocol/commands.ts';
import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';
import { openFileRoot } from '../archive/file-ref.ts';
import { takeLock } from '../archive/lock.ts';
import { connectionClosed } from '../closing.ts';
import { toDownloadsFolder } from '../config.ts';
import { heavyJobs } from '../heavy-jobs.ts';
import type { Host } from '../host.ts';
import { emptyProgress } from '../yt-dlp/progress.ts';
import { checkRequest } from './check-request.ts';
import { type Journal, openJournal, type StoredDownload, withFolderOf } from './journal.ts';
import { isWhole } from './moves.ts';
import { discardParts, type PlacedRequest } from './place.ts';
import { findOrStart, type Listener } from './running.ts';

type Request = CommandRequest<'download'>;
type Saved = CommandResponse<'download'>;

/** Progress is no reason to wear out a disk. */
const noteEveryMs = 5000;

const now = (): string => new Date().toISOString();

/** The journal's entry of a request; the login is left out by naming what goes in. */
const toEntry = (request: Request, host: Host): StoredDownload => ({
  version: 1,
  downloadsFolder: toDownloadsFolder(host.config, host.machine),
  downloadId: request.downloadId,
  url: request.url,
  entry: request.entry,
  platform: request.platform,
  durationSec: request.durationSec,
  destination: request.destination,
  choice: request.choice,
  title: null,
  state: 'running',
  progress: null,
  saved: null,
  error: null,
  startedAt: now(),
  changedAt: now(),
});

/** Stands for what is asked for; two requests of one key give the same files, however fast. */
function toRequestKey({ url, entry, platform, destination, choice }: PlacedRequest): string {
  const { rateLimitBytesPerSec: _, ...what } = choice;
  return JSON.stringify([url, entry, platform, destination, what]);
}

/** What the download answered before, when all its files are still what they were; else null. */
async function recall(entry: StoredDownload, host: Host, signal: AbortSignal): Promise<Saved | null> {
  const { state, saved, destination } = entry;
  if (state !== 'finished' || !saved) return null;
  const root = await openFileRoot(destination, host.config);
  const records = [...(saved.record ? [saved.record] : []), ...saved.extras];
  for (const record of records) if (!(await isWhole(root, record, signal))) return null;
  return saved;
}

/** How a download that ended with this error stands in the journal. */
function toState(error: AppError): Pick<StoredDownload, 'state' | 'error'> {
  if (error.code === 'job.paused' || error.code === 'job.cancelled') return { state: 'paused', error: null };
  if (error.code === connectionClosed.code) return { state: 'interrupted', error: null };
  return { state: 'failed', error: toWire(error) };
}

/** Writes progress down now and then. Failing to is no reason to end a download: the next state says more. */
function createNoter(journal: Journal, entry: StoredDownload, host: Host) {
  let notedAt = performance.now();
  let writing = Promise.resolve();
  return {
    note(progress: DownloadProgress): void {
      entry.progress = progress;
      if (performance.now() - notedAt < noteEveryMs) return;
      notedAt = performance.now();
      writing = writing
        .then(() => journal.write({ ...entry, changedAt: now() }, { durable: false }))
        .catch((error: unknown) => host.log.write('journal', String(error)));
    },
    settle: (): Promise<void> => writing,
  };
}

/** What nobody will ask for again must not keep its part files. */
async function pruneJournal(journal: Journal, host: Host): Promise<void> {
  for (const entry of await journal.prune())
    if (entry.state === 'failed') await discardParts(entry, withFolderOf(entry, host).config);
}

async function runJournaled(request: Request, anyHost: Host, { signal, emit }: Listener): Promise<Saved> {
  const journal = openJournal(anyHost.machine);
  const known = await journal.read(request.downloadId);
  const isKnown = known !== null && toRequestKey(known) === toRequestKey(request);
  const host = isKnown ? withFolderOf(known, anyHost) : anyHost;
  const before = isKnown ? await recall(known, host, signal) : null;
  if (before) return before;
  if (known && !isKnown) await discardParts(known, withFolderOf(known, anyHost).config);
  const entry = toEntry(request, host);
  if (isKnown) Object.assign(entry, { title: known.title, startedAt: known.startedAt });
  await journal.write(entry, { durable: true });
  const noter = createNoter(journal, entry, host);
  const end = async (change: Partial<StoredDownload>): Promise<void> => {
    await noter.settle();
    await journal.write({ ...entry, ...change, changedAt: now() }, { durable: true });
  };
  try {
    emit({ ...emptyProgress, stage: 'waiting' });
    const saved = await heavyJobs.run(
      { kind: 'download', request },
      {
        host,
        signal,
        emit(progress) {
          noter.note(progress);
          emit(progress);
        },
      },
    );
    await end({ state: 'finished', saved, title: saved.title || null, progress: null });
    await pruneJournal(journal, host);
    return saved;
  } catch (thrown) {
    const reason: unknown = signal.aborted ? signal.reason : thrown;
    // What ended the download matters more than that it could not be noted.
    await end(toState(toAppError(reason))).catch((error: unknown) =>
      host.log.write('journal', String(error)),
    );
    throw thrown;
  }
}

async function runLocked(request: Request, host: Host, listener: Listener): Promise<Saved> {
  const lock = await takeLock(await openJournal(host.machine).openLock(request.downloadId));
  try {
    return await runJournaled(request, host, listener);
  } finally {
    await lock.release();
  }
}

/**
 * Settles with what the download has saved. Under an id that is known: answers at once when all is there, joins what runs
 * here, goes on from the part files otherwise, once what was told to end has ended. Throws `host.busy` when another companion is at it, `input.invalid` when
 * another request runs under this id, and the codes of the download.
 */
export async function startDownload(request: Request, host: Host, listener: Listener): Promise<Saved> {
  checkRequest(request, host);
  const { downloadId } = request;
  const key = toRequestKey(request);
  const started = await findOrStart(downloadId, key, (inner) => runLocked(request, host, inner));
  if (started.key !== key) throw new AppError('input.invalid', 'Another download is running under this id.');
  return started.join(listener);
}
