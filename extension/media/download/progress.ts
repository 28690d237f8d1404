/** How far a transfer is. */
export interface TransferProgress {
  bytes: number;
  /** Null until the server says, or the end has come. */
  totalBytes: number | null;
  bytesPerSec: number | null;
}

/** Told about four times a second. */
export type OnProgress = (progress: TransferProgress) => void;
