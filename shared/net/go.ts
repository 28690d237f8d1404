/** One go at a file: what is known of it, and where it stands. */
import type { Patience } from './patience.ts';
import type { SegmentMap } from './segments.ts';
import type { Line, PartFile, Transfer } from './transfer.ts';

/** What is known of the file on the server. */
export interface Remote {
  /** Null: until its end has come. */
  totalBytes: number | null;
  /** For asking for parts; null: the file comes in one piece, and from the start again after a failure. */
  parts: { totalBytes: number; validator: string } | null;
}

/** The file in a part, from its first byte or from where the part ends. */
export interface Go<Sums = unknown> {
  transfer: Transfer<Sums>;
  line: Line;
  remote: Remote;
  part: PartFile<Sums>;
  map: SegmentMap;
  /** Over all goes. */
  patience: Patience;
  /** Whether the first bytes have been looked at. */
  isHeadChecked: boolean;
  /** Whether what is written down about the part can be gone on with. */
  isSaved: boolean;
}

/** The file has to be fetched from its beginning once more; the wait for it is over. */
export class StartOver extends Error {}
