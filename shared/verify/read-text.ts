import type { ArchiveReader, FoundFile } from './archive-reader.ts';
import type { CheckListener } from './check-result.ts';
import { isReadRefused } from './read-refused.ts';

const mostBytes = 512 * 1024 * 1024;

/** A file of the archive that says what the others are. */
export interface ReadText {
  /** Null where there is none. */
  text: Uint8Array | null;
  /** It is there, and could not be read. */
  isRefused: boolean;
  /** Why it is not to be trusted. */
  flaw: string | null;
}

async function join(pieces: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for await (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** Reads all of it; what cannot be read, or is too long for what it should be, has no text. */
export async function readText(
  { reader, listener }: { reader: ArchiveReader; listener: CheckListener },
  file: FoundFile | undefined,
): Promise<ReadText> {
  const flaw = file?.flaw ?? null;
  if (!file || flaw !== null || file.bytes > mostBytes)
    return { text: null, isRefused: file?.isSealed === true, flaw };
  try {
    return { text: await join(reader.read(file.path), file.bytes), isRefused: false, flaw };
  } catch (error) {
    listener.signal?.throwIfAborted();
    const isRefused = isReadRefused(error);
    if (isRefused || error instanceof Error) return { text: null, isRefused, flaw };
    throw error;
  }
}
