/** What tests lay out in OPFS and look at there. */
import type { FileRecord } from '../../../../shared/model/archive.ts';

/** So many files of so many bytes each, small ones together; `sparse` ones are zeros that take no place on the disk. */
export interface Layout {
  jobId: string;
  folder: string;
  count: number;
  bytes: number;
  isSparse: boolean;
}

export interface LayoutWorker {
  /** Returns the paths. */
  lay(layout: Layout): Promise<string[]>;
  write(file: { jobId: string; path: string; text: string }): Promise<FileRecord>;
  /** Content of files below a folder of the root, by path; `null` where they are larger than 1 KiB. */
  look(folder: string): Promise<Record<string, string | null>>;
  writeAt(file: { path: string; text: string }): Promise<void>;
  clear(nothing: null): Promise<void>;
}
