/** An archive as the check sees it, whether it is a folder, a ZIP or several of them. */
import type { ErrorCode } from '../error-codes.ts';

/** Something that lies in an archive and is no folder. */
export interface FoundFile {
  /** Relative to the archive, `/` between names, as it stands there: not yet known to be safe. */
  path: string;
  bytes: number;
  /** Why it cannot be part of an archive ("is a symbolic link"); null for a plain file. */
  flaw: string | null;
  /** The flaw is only that it cannot be read here: whether it is damaged is not known. @default false */
  isSealed?: boolean;
}

/** Of what a folder lists and the system then does not find. */
export const unfoundFlaw = 'cannot be opened by its name, which is not in UTF-8, or is gone by now';

/** What is wrong with a ZIP as a whole. */
export interface ContainerFlaw {
  code: ErrorCode;
  /** Its name. */
  path: string;
  /** The end of a sentence about it. */
  detail: string;
  /** Into this part, counted from 1, nobody can look; 0 where its name does not say which it is. */
  lostPart?: number;
}

/** Lists and reads what there is; nothing is changed. */
export interface ArchiveReader {
  /** `folder` or `ZIP`. */
  label: string;
  /** None of a folder. */
  flaws: readonly ContainerFlaw[];
  /** Everything there but folders. */
  list(): AsyncIterable<FoundFile>;
  /** Content of a plain file that `list` gave. Throws when it cannot be read or the container says it is damaged. */
  read(path: string): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}
