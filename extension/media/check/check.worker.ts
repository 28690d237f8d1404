/** Checks an archive that the user picked against its manifest. Called through comlink. */
import { expose } from 'comlink';
import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import { headPaths } from '../../../shared/archive-files.ts';
import type { FileRecord, Manifest } from '../../../shared/model/archive.ts';
import type { ArchiveReader } from '../../../shared/verify/archive-reader.ts';
import { checkArchive } from '../../../shared/verify/check-archive.ts';
import type { CheckListener, CheckTools, Difference } from '../../../shared/verify/check-result.ts';
import { toManifest } from '../../../shared/verify/to-manifest.ts';
import { openZipArchive } from '../../../shared/verify/zip-archive-reader.ts';
import { findLosses } from '../../core/jobs/find-losses.ts';
import { parseJson } from '../../core/parse-json.ts';
import { openJobFolder } from '../files/opfs-folder.ts';
import { createEntryTools, hashPieces, toZipBytes } from '../pack/zip-tools.ts';
import { answerError } from '../worker/answer-error.ts';
import { bringBack, listPaths } from './bring-back.ts';
import type {
  CheckReport,
  CheckRequest,
  CheckWorker,
  KnownExport,
  OnChecked,
  PickedArchive,
} from './check-worker.ts';
import { openFolderArchive } from './folder-archive-reader.ts';
import { readZipManifest, toArchiveHead } from './read-zip-manifest.ts';

z.config({ jitless: true });

const decoder = new TextDecoder();
const tools: CheckTools = { hash: hashPieces, decode: (bytes) => decoder.decode(bytes) };
const shownDifferences = 1000;
const tellEveryMs = 250;

const openArchive = async ({ archive, known }: CheckRequest): Promise<ArchiveReader> =>
  'folder' in archive
    ? openFolderArchive(archive.folder)
    : openZipArchive(
        archive.zips.map((zip) => ({ name: zip.name, open: () => toZipBytes(zip) })),
        { ...tools, ...(await createEntryTools()) },
        new Set(known?.files.map(({ path }) => path.normalize('NFC'))),
      );

/** As often as a person can read, and at the end. */
function createGate(onChecked: OnChecked): OnChecked {
  let toldMs = 0;
  return (checked, total) => {
    const nowMs = performance.now();
    if (checked < total && nowMs - toldMs < tellEveryMs) return;
    toldMs = nowMs;
    onChecked(checked, total);
  };
}

type Checked = CheckReport & { manifest: Manifest | null; lost: Set<string> };

/** Without a manifest that can be read it is an archive of what is known where it has a whole file of that. */
async function isOfKnown(
  reader: ArchiveReader,
  files: readonly FileRecord[],
  lost: ReadonlySet<string>,
): Promise<boolean> {
  const listed = await listPaths(reader);
  return files.some(({ path }) => listed.has(path.normalize('NFC')) && !lost.has(path));
}

/** Sees to it that nothing is missed of what is found, and keeps only what can be shown. */
async function check(request: CheckRequest, onChecked: OnChecked): Promise<Checked> {
  const { known } = request;
  const differences: Difference[] = [];
  const lost = new Set<string>();
  const listener: CheckListener = {
    ...tools,
    onChecked: createGate(onChecked),
    onDifference(difference) {
      if (differences.length < shownDifferences) differences.push(difference);
      lost.add(difference.path);
    },
  };
  const reader = await openArchive(request);
  const found = await checkArchive(reader, listener, known?.files);
  const { manifest, checkedFiles, checkedBytes, missingParts } = found;
  const isKnown = !manifest && known !== null && (await isOfKnown(reader, known.files, lost));
  return {
    manifest,
    lost,
    jobId: isKnown ? known.jobId : (manifest?.job.id ?? null),
    checkedFiles,
    checkedBytes,
    differences,
    differenceCount: found.differences,
    missingParts,
  };
}

async function restore(
  request: { archive: PickedArchive; known: KnownExport },
  onChecked: OnChecked,
): Promise<{ paths: string[] }> {
  const { jobId, files: saved } = request.known;
  const { manifest, lost, ...report } = await check(request, () => undefined);
  if (report.jobId !== jobId) throw new AppError('input.invalid', 'This is the archive of another export.');
  const files = manifest?.files ?? saved.filter(({ path }) => !headPaths.includes(path));
  const [reader, folder] = await Promise.all([openArchive(request), openJobFolder(jobId)]);
  const listed = await listPaths(reader);
  const paths: string[] = [];
  const tell = createGate(onChecked);
  for (const [place, record] of files.entries()) {
    tell(place + 1, files.length);
    const found = listed.get(record.path.normalize('NFC'));
    if (lost.has(record.path) || found === undefined) continue;
    if (await bringBack(folder, reader.read(found), record)) paths.push(record.path);
  }
  return { paths };
}

const withoutManifest = ({ manifest: _manifest, lost: _lost, ...report }: Checked): CheckReport => report;

/** Throws `archive.damaged` for a manifest that cannot be read: of such an archive nobody knows what it has. */
function parseNext(bytes: Uint8Array): Manifest {
  const manifest = toManifest(parseJson(decoder.decode(bytes)));
  if (!manifest) throw new AppError('archive.damaged', 'The manifest of this export cannot be read.');
  return manifest;
}

async function readHead(zip: File, next: Uint8Array | null) {
  const held = await readZipManifest(zip);
  return {
    head: held && toArchiveHead(held),
    losses: held && next && findLosses(held, parseNext(next)),
  };
}

const worker: CheckWorker = {
  check: answerError(async (request: CheckRequest, onChecked: OnChecked) =>
    withoutManifest(await check(request, onChecked)),
  ),
  restore: answerError(restore),
  readHead: answerError(readHead),
};

expose(worker);
