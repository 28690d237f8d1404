/** What an archive says about itself: `manifest.json` for programs and `manifest-sha256.txt` for `sha256sum --check`. */

import { AppError } from '../../shared/app-error.ts';
import { checksumsPath, manifestPath } from '../../shared/archive-files.ts';
import { isSafeArchivePath } from '../../shared/archive-path.ts';
import { toFoldKey } from '../../shared/file-name.ts';
import type { FileRecord, Manifest } from '../../shared/model/archive.ts';
import { toFileEntry } from '../core/items/file-entry.ts';
import { joinChunks } from '../core/text-chunks.ts';
import type { ArchiveFile, ManifestHead } from './exporter.ts';

/**
 * The manifest of an archive with these files, in any order; a record that comes twice counts once.
 * @throws AppError `input.path_unsafe` for a path that leaves the archive, `bug.unexpected` for two files that
 *   some file system would take for one.
 */
export function buildManifest(head: ManifestHead, files: Iterable<FileRecord>): Manifest {
  const byFold = new Map<string, FileRecord>();
  for (const file of files) {
    if (!isSafeArchivePath(file.path)) {
      throw new AppError('input.path_unsafe', undefined, { context: { path: file.path } });
    }
    const fold = toFoldKey(file.path);
    const known = byFold.get(fold);
    if (known && (known.path !== file.path || known.sha256 !== file.sha256 || known.bytes !== file.bytes)) {
      throw new AppError('bug.unexpected', 'Two files of the archive have the same name.', {
        context: { path: file.path, other: known.path },
      });
    }
    if (!known) byFold.set(fold, file);
  }
  const { format, formatVersion, job, source, versions, completeness, parts, items } = head;
  const known = {
    ...{ format, formatVersion, job, source, versions, completeness },
    ...(parts && { parts }),
    ...(items && { items }),
  };
  return { ...known, files: sortFiles(byFold.values()) };
}

/** `manifest.json`. Written after every other file but the checksums. */
export function writeManifest(manifest: Manifest): ArchiveFile {
  return { path: manifestPath, chunks: joinChunks(writeManifestChunks(manifest)) };
}

/** `manifest-sha256.txt`, the last file: one line a file, `manifest.json` included, so give its record too. */
export function writeChecksums(files: Iterable<FileRecord>): ArchiveFile {
  return { path: checksumsPath, chunks: joinChunks(writeChecksumLines(sortFiles(files))) };
}

async function* writeManifestChunks({ files, ...head }: Manifest): AsyncGenerator<string> {
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "files": [`;
  let separator = '\n    ';
  for (const file of files) {
    yield separator + JSON.stringify(toFileEntry(file));
    separator = ',\n    ';
  }
  yield files.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
}

async function* writeChecksumLines(files: FileRecord[]): AsyncGenerator<string> {
  for (const { sha256, path } of files) yield `${sha256}  ${path}\n`;
}

/** By code unit: the same order on every machine, whatever its language. */
const sortFiles = (files: Iterable<FileRecord>): FileRecord[] =>
  [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
