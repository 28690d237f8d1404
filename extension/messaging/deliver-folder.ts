/** An archive in a folder that the user picked, written by the offscreen document. */
import { AppError } from '../../shared/app-error.ts';
import { checksumsPath, manifestPath, tagChecksumsPath } from '../../shared/archive-files.ts';
import type { FileRecord, Refusal } from '../../shared/model/archive.ts';
import { toBatches } from './deliver-zip.ts';
import { askOffscreen, toOtherAnswer } from './offscreen-port.ts';

/** Which archive in which folder. */
export interface PlacedFolder {
  jobId: string;
  placeId: string;
  folder: string;
}

/** Until these are written the old ones stand, and say what is not yet so. */
const lastPaths: readonly string[] = [manifestPath, checksumsPath, tagChecksumsPath];

const isLast = ({ path }: FileRecord): boolean => lastPaths.includes(path);

/** What the manifest that lies there by now lists. */
export async function listPlaced(place: PlacedFolder): Promise<FileRecord[]> {
  const answer = await askOffscreen({ verb: 'place.list', ...place });
  if (!('placed' in answer)) throw toOtherAnswer();
  return answer.placed;
}

/** Paths that are whole neither here nor there. */
export async function findDamaged(
  place: PlacedFolder,
  files: FileRecord[],
  signal: AbortSignal,
): Promise<string[]> {
  const damaged: string[] = [];
  for (const batch of toBatches(files)) {
    signal.throwIfAborted();
    const answer = await askOffscreen({ verb: 'place.verify', ...place, files: batch });
    if (!('damaged' in answer)) throw toOtherAnswer();
    damaged.push(...answer.damaged);
  }
  return damaged;
}

/** Moves every file to its place; what lies there with equal content is kept. */
export async function deliverFolder(
  place: PlacedFolder,
  files: FileRecord[],
  signal: AbortSignal,
): Promise<void> {
  const records = files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
  // The lists in a request of their own: the files of one request are placed in no order.
  for (const batch of [...toBatches(records.filter((file) => !isLast(file))), records.filter(isLast)]) {
    signal.throwIfAborted();
    await askOffscreen({ verb: 'place.put', ...place, files: batch });
  }
  await askOffscreen({ verb: 'place.close', ...place });
}

/** Takes the mark of an archive that comes to nothing from its folder, as far as that may be written to. */
export async function leaveFolder(place: PlacedFolder): Promise<void> {
  try {
    await askOffscreen({ verb: 'place.close', ...place });
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('storage.')) throw error;
  }
}

/** Files that differ from their record, as the account of an export names them. */
export const toRefusals = (paths: readonly string[]): Refusal[] =>
  paths.map((id) => ({ id, code: 'archive.damaged', message: 'Length or hash differ.' }));
