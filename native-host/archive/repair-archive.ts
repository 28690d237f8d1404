/**
 * Fetches again what is damaged or missing of an archive, from where the manifest says it came, and keeps only what is
 * the same byte for byte. Addresses that have ended, and what was made and not fetched, are for the extension.
 */
import { join } from 'node:path';
import { toAppError } from '../../shared/app-error.ts';
import { type FileRecord, type Manifest, manifestSchema, type Refusal } from '../../shared/model/archive.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import type { Archive } from './folder.ts';
import { readRegular } from './open-regular.ts';
import type { Verification, VerifyControl } from './run-check.ts';
import { verifyArchive } from './verify-archive.ts';

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
  /** Why what is still wrong was not repaired, by path. */
  reasons: Record<string, string>;
}

interface RepairControl extends VerifyControl {
  /** Puts the file in its place, or throws and leaves what is there. */
  fetch(file: LostFile): Promise<void>;
}

const notFetched = 'It was made by the export and not fetched, so there is no address to ask.';
const notListed = 'It is no part of the archive; take it out of the folder.';
const noAddresses = 'The addresses stand in manifest.json, which is missing or damaged.';
const notAFile = 'It is no file to be fetched.';

/** Why nothing is asked for it. */
function toReason({ code, id }: Refusal, records: readonly FileRecord[]): string {
  if (code === 'archive.extra_file') return notListed;
  return records.some(({ path }) => path === id) ? notFetched : notAFile;
}

/** Null where there is none that is understood. */
async function readManifest(archive: Archive): Promise<Manifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readRegular(join(archive.path, 'manifest.json'))));
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function listLost({ files, source }: Manifest, problems: readonly Refusal[]): LostFile[] {
  const lost = new Set(problems.filter(({ code }) => code !== 'archive.extra_file').map(({ id }) => id));
  const { platform } = source;
  return files.flatMap((record) =>
    lost.has(record.path) && record.source !== undefined
      ? [{ record, address: record.source, platform }]
      : [],
  );
}

/** The archive is checked before and after; where it is whole nothing is asked of anybody. */
export async function repairArchive(archive: Archive, { fetch, ...control }: RepairControl): Promise<Repair> {
  const before = await verifyArchive(archive, control);
  const manifest = before.problems.length === 0 ? null : await readManifest(archive);
  if (!manifest) {
    const reasons = before.problems.map(({ id }) => [id, noAddresses] as const);
    return { ...before, repaired: [], reasons: Object.fromEntries(reasons) };
  }
  const failed = new Map<string, string>();
  for (const file of listLost(manifest, before.problems)) {
    control.signal.throwIfAborted();
    // What cannot be had stays in the report of the second check.
    await fetch(file).catch((thrown: unknown) => {
      if (control.signal.aborted) throw thrown;
      const { code, message } = toAppError(thrown);
      failed.set(file.record.path, `Its address gave ${code}: ${message}`);
    });
  }
  const after = await verifyArchive(archive, control);
  const still = new Set(after.problems.map(({ id }) => id));
  const reasons = after.problems.map((problem) => {
    const why = failed.get(problem.id) ?? toReason(problem, manifest.files);
    return [problem.id, why] as const;
  });
  const isRepaired = (id: string): boolean => !still.has(id);
  return {
    ...after,
    reasons: Object.fromEntries(reasons),
    repaired: before.problems.map(({ id }) => id).filter(isRepaired),
  };
}
