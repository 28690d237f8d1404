/** What a check finds, and what it takes of its surroundings. */
import type { ErrorCode } from '../error-codes.ts';
import type { Manifest } from '../model/archive.ts';

/** A file that is not as the manifest says. */
export interface Difference {
  code: ErrorCode;
  path: string;
  /** What is different, as the end of a sentence about the file. */
  detail: string;
}

/** What was read, and how much of it differs. */
export interface CheckResult {
  /** Null when there is none that can be read. */
  manifest: Manifest | null;
  checkedFiles: number;
  checkedBytes: number;
  differences: number;
  /** Of the differences, those of which only is known that they could not be read. */
  unreadFiles: number;
  /** Names of ZIPs of the archive that are not there, or not under these names. */
  missingParts: string[];
}

/** What differs between Node and a browser. */
export interface CheckTools {
  /** SHA-256 in hex. */
  hash(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string>;
  /** Text in UTF-8. */
  decode(bytes: Uint8Array): string;
}

/** How a check is listened to. */
export interface CheckListener extends CheckTools {
  /** Aborts the check between two files. */
  signal?: { throwIfAborted(): void };
  onDifference(difference: Difference): void;
  /** After each file. */
  onChecked?(checkedFiles: number, totalFiles: number): void;
}
