/** Checks an archive that the user picked against its manifest. Called through comlink. */
import { expose } from 'comlink';
import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import type { Manifest } from '../../../shared/model/archive.ts';
import type { ArchiveReader } from '../../../shared/verify/archive-reader.ts';
import { checkArchive } from '../../../shared/verify/check-archive.ts';
import type { CheckTools, Difference } from '../../../shared/verify/check-result.ts';
import { toManifest } from '../../../shared/verify/to-manifest.ts';
import { openZipArchive } from '../../../shared/verify/zip-archive-reader.ts';
import { findLosses } from '../../core/jobs/find-losses.ts';
import { parseJson } from '../../core/parse-json.ts';
import { openJobFolder } from '../files/opfs-folder.ts';
import { createEntryTools, hashPieces, toZipBytes } from '../pack/zip-tools.ts';
import { answerError } from '../worker/answer-error.ts';
import { bringBack, listPaths } from './bring-back.ts';
import type { CheckReport, CheckWorker, OnChecked, PickedArchive } from './check-worker.ts';
import { openFolderArchive } from './folder-archive-reader.ts';
import { readZipManifest, toArchiveHead } from './read-zip-manifest.ts';

z.config({ jitless: true });

const decoder = new TextDecoder();
const tools: CheckTools = { hash: hashPieces, decode: (bytes) => decoder.decode(bytes) };
const shownDifferences = 1000;
const tellEveryMs = 250;

const openArchive = async (archive: PickedArchive): Promise<ArchiveReader> =>
  'folder' in archive
    ? openFolderArchive(archive.folder)
    : openZipArchive(
        archive.zips.map((zip) => ({ name: zip.name, open: () => toZipBytes(zip) })),
        { ...tools, ...(await createEntryTools()) },
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

/** Sees to it that nothing is missed of what is found, and keeps only what can be shown. */
async function check(
  archive: PickedArchive,
  onChecked: OnChecked,
): Promise<CheckReport & { manifest: Manifest | null; lost: Set<string> }> {
  const differences: Difference[] = [];
  const lost = new Set<string>();
  const { manifest, checkedFiles, checkedBytes, ...found } = await checkArchive(await openArchive(archive), {
    ...tools,
    onChecked: createGate(onChecked),
    onDifference(difference) {
      if (differences.length < shownDifferences) differences.push(difference);
      lost.add(difference.path);
    },
  });
  return {
    manifest,
    lost,
    jobId: manifest?.job.id ?? null,
    checkedFiles,
    checkedBytes,
    differences,
    differenceCount: found.differences,
  };
}

async function restore(
  { archive, jobId }: { archive: PickedArchive; jobId: string },
  onChecked: OnChecked,
): Promise<{ paths: string[] }> {
  const { manifest, lost } = await check(archive, () => undefined);
  if (manifest?.job.id !== jobId)
    throw new AppError('input.invalid', 'This is the archive of another export.');
  const [reader, folder] = await Promise.all([openArchive(archive), openJobFolder(jobId)]);
  const listed = await listPaths(reader);
  const paths: string[] = [];
  const tell = createGate(onChecked);
  for (const [place, record] of manifest.files.entries()) {
    tell(place + 1, manifest.files.length);
    const found = listed.get(record.path.normalize('NFC'));
    if (lost.has(record.path) || found === undefined) continue;
    if (await bringBack(folder, reader.read(found), record)) paths.push(record.path);
  }
  return { paths };
}

const withoutManifest = ({
  manifest: _manifest,
  lost: _lost,
  ...report
}: Awaited<ReturnType<typeof check>>) => report;

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
  check: answerError(async (archive: PickedArchive, onChecked: OnChecked) =>
    withoutManifest(await check(archive, onChecked)),
  ),
  restore: answerError(restore),
  readHead: answerError(readHead),
};

expose(worker);
