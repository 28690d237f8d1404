/** An archive as the check sees it, whether it is a folder or a ZIP. */

export interface FoundFile {
  /** Relative to the archive, `/` between names, as it stands there: not yet known to be safe. */
  path: string;
  bytes: number;
  /** Why it cannot be part of an archive ("a symbolic link"); null for a plain file. */
  flaw: string | null;
}

export interface ArchiveReader {
  /** `folder` or `ZIP`, for the summary. */
  label: string;
  /** Everything there but folders. */
  list(): AsyncIterable<FoundFile>;
  /** Content of a plain file that `list` gave. Throws when it cannot be read or the container says it is damaged. */
  read(path: string): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}
