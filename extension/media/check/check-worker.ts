/** What the check worker does, as the dashboard sees it. Errors come as values: comlink would keep only their message. */
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Difference } from '../../../shared/verify/check-result.ts';
import type { ArchiveHead } from '../../core/jobs/can-replace.ts';
import type { Losses } from '../../core/jobs/find-losses.ts';
import type { OrError } from '../worker/answer-error.ts';

/** What a manifest of 200,000 files takes is a fifth of it. */
export const maxManifestBytes = 256 * 1024 * 1024;

/** An archive that the user picked: its folder, or its ZIP with all its parts. */
export type PickedArchive = { folder: FileSystemDirectoryHandle } | { zips: File[] };

/** What the library knows of the export that the archive should be of, for one whose manifest is gone or damaged. */
export interface KnownExport {
  jobId: string;
  /** Everything it has saved, the manifest included. */
  files: FileRecord[];
}

/** An archive to be looked at; `known` is null where nothing is. */
export interface CheckRequest {
  archive: PickedArchive;
  known: KnownExport | null;
}

/** What a check has found. */
export interface CheckReport {
  /** The export that the archive is of; null where nothing says so. */
  jobId: string | null;
  checkedFiles: number;
  checkedBytes: number;
  /** The first thousand. */
  differences: Difference[];
  /** How many there are. */
  differenceCount: number;
  /** Names of ZIPs of the archive that were not among those that were given, as far as anything says so. */
  missingParts: string[];
}

/** Told how far a check is, in files. */
export type OnChecked = (checked: number, total: number) => void;

export interface CheckWorker {
  check(request: CheckRequest, onChecked: OnChecked): OrError<CheckReport>;
  /**
   * Brings the whole files of an archive back into the browser's storage, for its export to be packed anew. Gives their
   * paths.
   */
  restore(
    request: { archive: PickedArchive; known: KnownExport },
    onChecked: OnChecked,
  ): OrError<{ paths: string[] }>;
  /**
   * Whose archive a ZIP is, null for what is none; and what would be lost if the archive of which `next` is the manifest took
   * its place.
   */
  readHead(
    zip: File,
    next: Uint8Array<ArrayBuffer> | null,
  ): OrError<{ head: ArchiveHead | null; losses: Losses | null }>;
}
