/** Whose archive a ZIP is, without reading the rest of it. */
import { AppError } from '../../../shared/app-error.ts';
import type { Manifest } from '../../../shared/model/archive.ts';
import { toManifest } from '../../../shared/verify/to-manifest.ts';
import { type ListedEntry, type OpenDirectory, openZipDirectory } from '../../../shared/zip/zip-directory.ts';
import { placeEntries, readEntryBytes } from '../../../shared/zip/zip-entries.ts';
import type { ArchiveHead } from '../../core/jobs/can-replace.ts';
import { parseJson } from '../../core/parse-json.ts';
import { createEntryTools, toZipBytes } from '../pack/zip-tools.ts';
import { maxManifestBytes } from './check-worker.ts';

const decoder = new TextDecoder();
const countNames = (path: string): number => path.split('/').length;

/** The manifest that is the nearest to the top, as the whole archive is in a folder of its name. */
function isNearer(path: string, known: string | null): boolean {
  if (!/(?:^|\/)manifest\.json$/u.test(path)) return false;
  return known === null || countNames(path) < countNames(known);
}

async function findManifest({ readBatches }: OpenDirectory): Promise<ListedEntry | null> {
  let found: { path: string; entry: ListedEntry } | null = null;
  for await (const batch of readBatches())
    for (const entry of batch) {
      const path = decoder.decode(entry.rawName);
      if (isNearer(path, found?.path ?? null)) found = { path, entry };
    }
  return found && found.entry.bytes <= maxManifestBytes ? found.entry : null;
}

/** Where the next entry begins, wherever the directory lists it; or the directory itself. */
async function findEnd(
  { readBatches, directoryAt }: OpenDirectory,
  { offset }: ListedEntry,
): Promise<number> {
  let endAt = directoryAt;
  for await (const batch of readBatches())
    for (const entry of batch) if (entry.offset > offset) endAt = Math.min(endAt, entry.offset);
  return endAt;
}

async function readEntry(file: Blob): Promise<Manifest | null> {
  const zip = toZipBytes(file);
  const directory = await openZipDirectory(zip);
  const entry = await findManifest(directory);
  if (!entry) return null;
  const directoryAt = await findEnd(directory, entry);
  const { trailingBytes } = directory;
  const [placed] = await placeEntries(zip, { entries: [entry], directoryAt, trailingBytes });
  if (!placed || placed.flaw) return null;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of readEntryBytes(zip, placed, await createEntryTools())) pieces.push(piece.slice());
  return toManifest(parseJson(await new Blob(pieces).text()));
}

/** What a manifest says of an archive as a whole. */
export const toArchiveHead = ({ job, source }: Manifest): ArchiveHead => ({
  jobId: job.id,
  source,
  options: job.options,
});

/** Null for what is no archive of ours, or cannot be read as one. */
export async function readZipManifest(file: Blob): Promise<Manifest | null> {
  try {
    return await readEntry(file);
  } catch (error) {
    if (error instanceof AppError && ['input.unreadable', 'media.damaged'].includes(error.code)) return null;
    throw error;
  }
}
