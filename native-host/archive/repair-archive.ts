/**
 * Fetches again what is damaged or missing of an archive, from where the manifest says it came, and keeps only what is
 * the same byte for byte. Addresses that have ended, and what was made and not fetched, are for the extension.
 */
import { toAppError } from '../../shared/app-error.ts';
import { checksumsPath, manifestPath } from '../../shared/archive-files.ts';
import type { Manifest } from '../../shared/model/archive.ts';
import { readRetryAfterSec } from '../../shared/retry-after.ts';
import { isBagOf } from '../../shared/verify/check-lists.ts';
import type { Archive } from './folder.ts';
import { type LostFile, listLost, toReason } from './lost-files.ts';
import { damagedManifest, readManifest } from './read-manifest.ts';
import { rewriteChecksums } from './rewrite-checksums.ts';
import type { Verification, VerifyControl } from './run-check.ts';
import { verifyArchive } from './verify-archive.ts';

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

/** The check believes nothing in a manifest that is another one than was written, so its addresses are not asked either. */
async function readBelieved(archive: Archive, { problems }: Verification): Promise<Manifest | string> {
  const manifest = await readManifest(archive);
  return typeof manifest === 'string' || problems.every(({ id }) => id !== manifestPath)
    ? manifest
    : damagedManifest;
}

/** What only repeats the manifest needs nobody; the lists of a bag are for the extension. */
async function repairChecksums(
  archive: Archive,
  manifest: Manifest,
  problems: Verification['problems'],
): Promise<void> {
  const isLost = problems.some(({ id, code }) => id === checksumsPath && code !== 'archive.unreadable');
  if (isLost && !isBagOf(manifest.files)) await rewriteChecksums(archive, manifest);
}

/** What cannot be had, and why, by path. A host that has had enough is asked for nothing more. */
async function fetchLost(
  lost: readonly LostFile[],
  { fetch, signal }: Pick<RepairControl, 'fetch' | 'signal'>,
): Promise<Map<string, string>> {
  const failed = new Map<string, string>();
  const busy = new Map<string, string>();
  for (const file of lost) {
    signal.throwIfAborted();
    const { path } = file.record;
    const { host } = new URL(file.address);
    const known = busy.get(host);
    if (known !== undefined) failed.set(path, known);
    else
      await fetch(file).catch((thrown: unknown) => {
        if (signal.aborted) throw thrown;
        const error = toAppError(thrown);
        const { code, message } = error;
        const waitSec = readRetryAfterSec(error);
        const until = waitSec === null ? '' : ` for ${waitSec} s`;
        const later = `${host} wants no more requests${until}: repair it again later.`;
        const isBusy = code === 'platform.rate_limited';
        if (isBusy) busy.set(host, later);
        failed.set(path, isBusy ? later : `Its address gave ${code}: ${message}`);
      });
  }
  return failed;
}

/** The archive is checked before and after; where it is whole nothing is asked of anybody. */
export async function repairArchive(archive: Archive, { fetch, ...control }: RepairControl): Promise<Repair> {
  const before = await verifyArchive(archive, control);
  if (before.problems.length === 0) return { ...before, repaired: [], reasons: {} };
  const manifest = await readBelieved(archive, before);
  if (typeof manifest === 'string') {
    const reasons = before.problems.map(({ id }) => [id, manifest] as const);
    return { ...before, repaired: [], reasons: Object.fromEntries(reasons) };
  }
  // What cannot be had stays in the report of the second check.
  const failed = await fetchLost(listLost(manifest, before.problems), { fetch, signal: control.signal });
  await repairChecksums(archive, manifest, before.problems).catch((thrown: unknown) => {
    failed.set(checksumsPath, `It could not be written again: ${toAppError(thrown).message}`);
  });
  const after = await verifyArchive(archive, control);
  const still = new Set(after.problems.map(({ id }) => id));
  const reasons = after.problems.map((problem) => {
    const why = failed.get(problem.id) ?? toReason(problem, manifest);
    return [problem.id, why] as const;
  });
  const isRepaired = (id: string): boolean => !still.has(id);
  return {
    ...after,
    reasons: Object.fromEntries(reasons),
    repaired: before.problems.map(({ id }) => id).filter(isRepaired),
  };
}
