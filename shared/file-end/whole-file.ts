/** A file that has come whole, read at a few places. */
export interface WholeFile {
  bytes: number;
  /** Up to `length` bytes from `at` on; fewer where the file ends before. */
  read(at: number, length: number): Promise<Uint8Array> | Uint8Array;
}

/** What is wrong with its end: a part of it is missing, or what says where its pictures are. Null: nothing, as far as is known. */
export type Flaw = 'cut' | 'unplayable' | null;

/**
 * What is looked at of one file at most: a film has a handful of pieces, or an index of them; without one, the pieces of a
 * long film are too many to be looked at, and it is believed.
 */
export const maxPieces = 500;

/** The bytes as numbers are read from them. */
export const toView = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** A character per byte. */
export const toLatin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
