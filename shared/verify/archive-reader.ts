/** An archive as the check sees it, whether it is a folder, a ZIP or several of them. */

export interface FoundFile {
  /** Relative to the archive, `/` between names, as it stands there: not yet known to be safe. */
  path: string;
  bytes: number;
  /** Why it cannot be part of an archive ("is a symbolic link"); null for a plain file. */
  flaw: string | null;
}

export interface ArchiveReader {
  /** `folder` or `ZIP`, for the summary. */
  label: string;
  /** What is wrong with the container as a whole, each the end of a sentence about it; empty for a folder. */
  flaws: readonly string[];
  /** Everything there but folders. */
  list(): AsyncIterable<FoundFile>;
  /** Content of a plain file that `list` gave. Throws when it cannot be read or the container says it is damaged. */
  read(path: string): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}
