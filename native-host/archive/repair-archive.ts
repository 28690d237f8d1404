/**
 * Fetches again what is damaged or missing of an archive, from where the manifest says it came, and keeps only what is
 * the same byte for byte. Addresses that have ended, and what was made and not fetched, are for the extension.
 */
import { join } from 'node:path';
import { type FileRecord, manifestSchema, type Refusal } from '../../shared/model/archive.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import type { Archive } from './folder.ts';
import { readRegular } from './open-regular.ts';
import { type Verification, type VerifyControl, verifyArchive } from './verify-archive.ts';

/** A file that is wanted again. */
export interface LostFile {
  record: FileRecord;
  address: string;
  platform: PlatformId;
}

/** What was repaired, and what is still wrong. */
export interface Repair extends Verification {
  /** Paths. */
  repaired: string[];
}

interface RepairControl extends VerifyControl {
  /** Puts the file in its place, or throws and leaves what is there. */
  fetch(file: LostFile): Promise<void>;
}

async function listLost(archive: Archive, problems: readonly Refusal[]): Promise<LostFile[]> {
  const lost = new Set(problems.filter(({ code }) => code !== 'archive.extra_file').map(({ id }) => id));
  const manifest = manifestSchema.parse(JSON.parse(await readRegular(join(archive.path, 'manifest.json'))));
  const { platform } = manifest.source;
  return manifest.files.flatMap((record) =>
    lost.has(record.path) && record.source !== undefined
      ? [{ record, address: record.source, platform }]
      : [],
  );
}

/** The archive is checked before and after; where it is whole nothing is asked of anybody. */
export async function repairArchive(archive: Archive, { fetch, ...control }: RepairControl): Promise<Repair> {
  const before = await verifyArchive(archive, control);
  const isTold = before.problems.every(({ code }) => code !== 'archive.no_manifest');
  if (before.problems.length === 0 || !isTold) return { ...before, repaired: [] };
  for (const file of await listLost(archive, before.problems)) {
    control.signal.throwIfAborted();
    // What cannot be had stays in the report of the second check.
    await fetch(file).catch((thrown: unknown) => {
      if (control.signal.aborted) throw thrown;
    });
  }
  const after = await verifyArchive(archive, control);
  const still = new Set(after.problems.map(({ id }) => id));
  return { ...after, repaired: before.problems.map(({ id }) => id).filter((id) => !still.has(id)) };
}
