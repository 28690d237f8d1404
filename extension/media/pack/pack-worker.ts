/** What the pack worker does, as the offscreen document sees it. Errors come as values: comlink would keep only their message. */
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { SmallPlace } from '../small-files/small-file-index.ts';
import type { OrError } from '../worker/answer-error.ts';

/** A ZIP to be begun; one that was begun before for the same job is given up. */
export interface ZipOpening {
  jobId: string;
  /** ISO time of every entry. */
  at: string;
  /** Bytes that must be free before it begins. */
  needBytes: number;
  /** The file the user picked; null: the browser's own storage. */
  file: FileSystemFileHandle | null;
}

/** Files of a job for its ZIP, in their order. */
export interface ZipFiles {
  jobId: string;
  /** Name of the folder inside the ZIP. */
  folder: string;
  files: PackedFile[];
}

/** A file to be packed; null where its CRC-32 is not known. */
export interface PackedFile {
  path: string;
  bytes: number;
  crc32: number | null;
  /** Where it lies among the small files; null for one that has a place of its own. */
  small: SmallPlace | null;
}

/** A file to be moved to its place. */
export type PlacedFile = FileRecord & Pick<PackedFile, 'small'>;

/** An archive's folder inside the one that the user picked. */
export interface PlacedArchive {
  jobId: string;
  root: FileSystemDirectoryHandle;
  folder: string;
}

/** Who an archive's folder belongs to, by its manifest. */
export interface ArchiveOwner {
  platform: string;
  kind: string;
  id: string;
}

export interface PackWorker {
  openZip(request: ZipOpening): OrError<{ done: true }>;
  addToZip(request: ZipFiles): OrError<{ done: true }>;
  /** The finished ZIP was read back: its directory, its headers and every CRC-32. `isOwn`: it lies in the browser's storage. */
  closeZip(request: { jobId: string }): OrError<{ zipBytes: number; isOwn: boolean }>;
  /** Forgets a ZIP, finished or not; a picked file stays as it is. */
  dropZip(request: { jobId: string }): OrError<{ done: true }>;
  /** Finds the folder of an archive of the same source, or makes one. */
  openPlace(
    request: Pick<PlacedArchive, 'jobId' | 'root'> & { name: string; owner: ArchiveOwner },
  ): OrError<{ folder: string }>;
  /** What the manifest that lies there lists; empty where there is none. */
  listPlaced(request: PlacedArchive): OrError<{ files: FileRecord[] }>;
  /** Moves files from the browser's storage to their place; those that lie there with equal content are kept. */
  placeFiles(request: PlacedArchive & { files: PlacedFile[] }): OrError<{ kept: number }>;
  /** Paths of files that are whole neither in the browser's storage nor in their place. */
  checkPlaced(request: PlacedArchive & { files: PlacedFile[] }): OrError<{ damaged: string[] }>;
  /** Removes the mark of an archive that is being made. */
  closePlace(request: PlacedArchive): OrError<{ done: true }>;
}
