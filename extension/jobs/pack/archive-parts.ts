/** The ZIPs that an archive comes in. */
import { partsPath } from '../../../shared/archive-files.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { formatParts, planParts, toPartBytes } from '../../../shared/zip/plan-parts.ts';
import { joinChunks } from '../../core/text-chunks.ts';
import type { ArchiveFile, ManifestHead } from '../../exporters/exporter.ts';

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
