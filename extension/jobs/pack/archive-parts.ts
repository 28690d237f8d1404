/** What an archive is besides its own files: the ZIPs it comes in, and what remains in its place of other exports. */
import { headPaths, partsPath } from '../../../shared/archive-files.ts';
import { toFoldKey } from '../../../shared/file-name.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { formatParts, planParts, toPartBytes } from '../../../shared/zip/plan-parts.ts';
import { findReplaced } from '../../core/names/superseded-files.ts';
import { joinChunks } from '../../core/text-chunks.ts';
import type { ArchiveFile, ManifestHead } from '../../exporters/exporter.ts';
import { attempt } from '../run/attempt.ts';
import { type StepContext, sinkOf } from '../run/step-context.ts';

/** The ZIPs of an archive: the file that says what is in which, and what the manifest says of them. */
export interface ArchiveParts {
  file: ArchiveFile;
  head: Required<Pick<ManifestHead, 'parts'>>;
}

/** Null for an archive that is a folder, or one ZIP. Planned the same way again when it is packed. */
export function planArchiveParts(
  { target, options }: Job,
  files: readonly FileRecord[],
): ArchiveParts | null {
  const isZip = target?.by === 'host' ? options.zip : target?.by === 'browser' && !target.place;
  if (!target || !isZip || options.partGib === null) return null;
  const parts = planParts(files, { folder: target.folder, partBytes: toPartBytes(options.partGib) });
  if (parts.length === 1) return null;
  return {
    file: { path: partsPath, chunks: joinChunks([formatParts(parts)]) },
    head: { parts: parts.map(({ name, files: inside }) => ({ name, files: inside.length })) },
  };
}

/** What the manifest that lies in the place of this archive by now lists; nothing where each export has a place of its own. */
export async function listPlaced(context: StepContext): Promise<FileRecord[]> {
  const { listPlaced: list } = sinkOf(context);
  return list ? attempt(context, list) : [];
}

/**
 * What the manifest in the place that this one goes to lists and this one has not: it stays in the archive, and so in its
 * manifest, unless it is there in another form now. Nothing that was once saved is lost because the site has it no more. What
 * says what the others are is made anew each time.
 */
export function listRemaining(placed: readonly FileRecord[], files: readonly FileRecord[]): FileRecord[] {
  const paths = files.map(({ path }) => path);
  const own = new Set(paths.map(toFoldKey));
  const left = placed.filter(({ path }) => !own.has(toFoldKey(path)) && !headPaths.includes(path));
  const replaced = new Set(
    findReplaced(
      left.map(({ path }) => path),
      paths,
    ),
  );
  return left.filter(({ path }) => !replaced.has(path));
}
