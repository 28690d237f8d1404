/** What fetching one file asks of the side it runs on: the browser's worker or the companion. */
import type { AppError } from '../app-error.ts';
import type { WholeFile } from '../file-end/whole-file.ts';
import type { AskedPart, FileAnswer } from './answer.ts';
import type { PartState } from './part-state.ts';
import type { Pauses } from './patience.ts';
import type { SpeedLimit } from './speed-limit.ts';

/** How far a transfer is. */
export interface TransferProgress {
  bytes: number;
  /** Null until the server says, or the end has come. */
  totalBytes: number | null;
  bytesPerSec: number | null;
}

/** Told about four times a second. */
export type OnProgress = (progress: TransferProgress) => void;

/** An answer whose body is to be read to its end, or closed. */
export interface FileBody extends FileAnswer {
  /** The next bytes, valid until the next call; null at the end. Throws `media.incomplete` when the connection breaks, and what `close` was given. */
  read(): Promise<Uint8Array | null>;
  /** Lets go of what is not read; a read that waits fails with `reason`. */
  close(reason?: AppError): void;
}

/** The requests of one go at a file. They throw our codes, and `RangeRefused` for bytes that do not fit. */
export interface Line extends Pauses {
  /** The first `upTo` bytes, or more where the server wants it so; null: the whole, without asking for a part. */
  askFirst(upTo: number | null): Promise<FileBody>;
  askPart(part: AskedPart): Promise<FileBody>;
  /** Ends all that runs and waits. */
  end(): void;
}

/** An unfinished file that is open; `Sums` is what is measured of it. */
export interface PartFile<Sums> {
  /** Writes all of it; bytes that are not written when it returns are left as they are until it settles. Throws `storage.full`. */
  write(bytes: Uint8Array, at: number): Promise<void> | void;
  /** Everything before lies there and stays: it may be hashed. */
  settle(upTo: number): void;
  read: WholeFile['read'];
  truncate(bytes: number): Promise<void> | void;
  /** Writes down what is there: first the bytes go to the disk, then the word that they are there. */
  save(readState: () => PartState): Promise<void>;
  /** Hashed to its end and flushed. */
  finish(bytes: number): Promise<Sums>;
  close(): Promise<void>;
}

/** Where the unfinished file is, and what is written down about it. */
export interface PartStore<Sums> {
  /** What an earlier call has left and can be trusted. */
  find(): Promise<{ state: PartState; open(): Promise<PartFile<Sums>> } | null>;
  /** Throws `storage.full` where there is no room for as much; a part that was left may have taken its room. */
  checkSpace(missingBytes: number, isContinued: boolean): Promise<void>;
  /** An empty one; `totalBytes` null for a length that is not known. */
  create(totalBytes: number | null): Promise<PartFile<Sums>>;
  removeState(): Promise<void>;
  /** With its state. */
  remove(): Promise<void>;
}

/** What takes its time; tests are quicker than servers may be asked. */
export interface Timing {
  stallTimeoutMs: number;
  /** Of waits between tries; 1 is the usual one. */
  pace: number;
  /** How much is lost at most when everything ends at once. */
  saveEveryMs: number;
}

/** What serves one side best. */
export interface Habits {
  /** What is asked for at once; null: all of a connection's share. */
  blockBytes: number | null;
  /** Connections to begin with where nobody has said how many. */
  firstConnections: number;
  /** What is written at once. */
  pieceBytes: number;
  /** A file that is no larger is kept in memory until it is whole. */
  maxSmallBytes: number;
}

/** What is to be fetched, and under which conditions. */
export interface Transfer<Sums> {
  openLine(): Line;
  /** Of the whole transfer, over all its goes. */
  pauses: Pauses;
  store: PartStore<Sums>;
  habits: Habits;
  timing: Timing;
  /** Whether the server takes one more request at once. */
  isHostFree(): boolean;
  /** False for files that are small and may come packed, which they do not in parts. */
  mayComeInParts: boolean;
  /** Of the address, see `PartState`. */
  pathname: string;
  /** Null: as many as help, up to four. */
  connections: number | null;
  speed: SpeedLimit;
  /** Throws for a length that cannot be right; `isWhole` when it is the file's, not what has come so far. */
  checkLength(bytes: number, isWhole: boolean): void;
  /** Throws for a beginning that cannot be right. */
  checkHead(head: Uint8Array): void;
  /** Throws for a whole file that cannot be right. */
  checkEnd(file: WholeFile): Promise<void>;
  /** Not called for small files. */
  onProgress: OnProgress;
}

/** A file that has arrived whole: in memory when it is small, else in the part, flushed. */
export type Transferred<Sums> = { bytes: number } & ({ content: Uint8Array<ArrayBuffer> } | { sums: Sums });
