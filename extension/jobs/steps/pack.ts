/** Writes the account of the export: items in every chosen format, the viewer, and last the manifest. */
import { headPaths } from '../../../shared/archive-files.ts';
import type { Completeness, FileRecord } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { toFileEntry } from '../../core/items/file-entry.ts';
import { isSaved } from '../../core/items/is-saved.ts';
import { isNamedOnly } from '../../core/items/named-only.ts';
import type { StoredFile } from '../../core/jobs/job-records.ts';
import { toPayloadFolder } from '../../core/names/archive-layout.ts';
import { findSuperseded } from '../../core/names/superseded-files.ts';
import type { Archive, ManifestHead } from '../../exporters/exporter.ts';
import { writeArchive } from '../../exporters/write-archive.ts';
import { findFilesInPlace } from '../in-place/files-in-place.ts';
import { findJobsInPlace } from '../in-place/jobs-in-place.ts';
import { listPlaced, listRemaining } from '../in-place/placed-files.ts';
import { readLayoutInPlace } from '../names/layout-in-place.ts';
import { hasNothingNew, leaveNothing } from '../pack/nothing-new.ts';
import { openArchive } from '../pack/open-archive.ts';
import { knownSource, readCompleteness } from '../pack/read-completeness.ts';
import { writeFiles } from '../pack/write-files.ts';
import { writeLists } from '../pack/write-lists.ts';
import { attempt } from '../run/attempt.ts';
import { createProgressWriter } from '../run/progress-writer.ts';
import { type StepContext, type StepRunner, saveProgress, sinkOf } from '../run/step-context.ts';

function buildHead(job: Job, completeness: Completeness, nowMs: number): ManifestHead {
  return {
    format: 'star-export-archive',
    formatVersion: 1,
    job: {
      id: job.id,
      startedAt: job.createdAt,
      finishedAt: new Date(nowMs).toISOString(),
      options: job.options,
      ...(job.base && { base: job.base }),
    },
    source: knownSource(job),
    versions: job.versions,
    completeness,
  };
}

/**
 * Files of earlier packings that this one did not write again stay in the archive, and so in its manifest: the
 * sidecar of a post whose date became known, and with it another name.
 */
function listLeftOvers(stored: StoredFile[], written: FileRecord[]): FileRecord[] {
  const paths = new Set([...headPaths, ...written.map(({ path }) => path)]);
  return stored.filter(({ itemKey, path }) => itemKey === null && !paths.has(path)).map(toFileEntry);
}

/** Files under the name that their post had before its date was known are removed. */
async function dropSuperseded<File extends FileRecord>(
  context: StepContext,
  files: readonly File[],
): Promise<File[]> {
  const superseded = new Set(findSuperseded(files.map(({ path }) => path)));
  if (superseded.size === 0) return [...files];
  const { ports, job } = context;
  await sinkOf(context).remove([...superseded], false);
  await ports.store.changeItems(job.id, (record) =>
    record.files.some((path) => superseded.has(path))
      ? { ...record, files: record.files.filter((path) => !superseded.has(path)) }
      : null,
  );
  await ports.store.forgetFiles(job.id, [...superseded]);
  return files.filter(({ path }) => !superseded.has(path));
}

/** Writes the chosen formats; a rewritten file replaces its old record. */
async function writeFormats(context: StepContext, archive: Archive): Promise<FileRecord[]> {
  const { job, ports, signal } = context;
  const folder = toPayloadFolder(job.options);
  const progress = createProgressWriter(context);
  const written: FileRecord[] = [];
  try {
    await writeFiles({
      files: writeArchive(archive),
      write: ({ path, chunks }) => sinkOf(context).writeText(folder + path, chunks, signal),
      onWritten(record) {
        written.push(record);
        progress.note({ status: 'running', done: written.length });
      },
    });
    return written;
  } finally {
    await ports.store.saveArchiveFiles(job.id, written);
    await progress.write({ status: 'running', done: written.length });
  }
}

export const runPack: StepRunner = (context) =>
  attempt(context, async () => {
    const { job, ports } = context;
    await saveProgress(context, { status: 'running' });
    await ports.store.observeItems(job.id, new Date(ports.nowMs()).toISOString());
    const stored = await dropSuperseded(context, await ports.store.listStoredFiles(job.id));
    const named: string[] = [];
    const items: Required<ManifestHead>['items'] = { saved: [], others: [], named };
    const completeness = await readCompleteness(context, (record) => {
      if (record.excluded) return;
      if (isSaved(record)) items.saved.push(record.key);
      else (isNamedOnly(record) ? named : items.others).push(record.key);
    });
    if (await hasNothingNew(context, completeness)) return leaveNothing(context, completeness);
    const head = buildHead(job, completeness, ports.nowMs());
    const media = stored.filter(({ itemKey }) => itemKey !== null).map(toFileEntry);
    const placed = await listPlaced(context);
    const inFolder = await findFilesInPlace(context, { placed, own: stored });
    const inPlace = await findJobsInPlace(ports.store, job);
    const layout = await readLayoutInPlace(context, inPlace);
    const content = { head, layout, files: stored, inPlace, inFolder };
    const written = await writeFormats(context, await openArchive(context, content));
    const listed = await dropSuperseded(context, [...media, ...written, ...listLeftOvers(stored, written)]);
    const remaining = listRemaining(placed, listed).filter(({ path }) => !inFolder.renamed.has(path));
    const all = await writeLists(context, { ...head, items }, [...listed, ...remaining]);
    const bytes = all.reduce((sum, file) => sum + file.bytes, 0);
    await ports.store.changeJob(job.id, (current) => ({
      ...current,
      completeness,
      counts: { ...current.counts, files: all.length, bytes },
    }));
    await saveProgress(context, { status: 'done', done: written.length + 2, total: written.length + 2 });
  });
