/** What is written down about small files that lie together: one line for each that was added or forgotten. */

/** Where one lies among the others. */
export interface SmallPlace {
  at: number;
  bytes: number;
  /** A power cut can lose what was written before it; this tells. */
  crc32: number;
}

const newline = 0x0a;

/** The line of a file that was added. */
export const toAddedLine = (path: string, { at, bytes, crc32 }: SmallPlace): string =>
  `${JSON.stringify([path, at, bytes, crc32])}\n`;

/** The line of a file that is no more there. */
export const toForgottenLine = (path: string): string => `${JSON.stringify([path])}\n`;

const decoder = new TextDecoder('utf-8', { fatal: true });

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** A path, and its place where it has one. Null for a line that was cut off or damaged. */
function parseLine(line: Uint8Array): { path: string; place: SmallPlace | null } | null {
  try {
    // By hand: there may be a hundred thousand lines, and what a schema leaves of each fills the memory.
    const parsed: unknown = JSON.parse(decoder.decode(line));
    if (!Array.isArray(parsed)) return null;
    const [path, at, bytes, crc32] = parsed as unknown[];
    if (typeof path !== 'string') return null;
    if (parsed.length === 1) return { path, place: null };
    const isPlace = parsed.length === 4 && isCount(at) && isCount(bytes) && isCount(crc32);
    return isPlace ? { path, place: { at, bytes, crc32 } } : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * The files of an index, the last line of each path being the one that counts. A line that was cut off or damaged ends
 * it, as does one of bytes that are not there: nothing after it is believed. `end`: bytes of the index that hold.
 */
export function readSmallFileIndex(
  index: Uint8Array,
  contentBytes: number,
): { files: Map<string, SmallPlace>; end: number } {
  const files = new Map<string, SmallPlace>();
  let end = 0;
  for (let next = index.indexOf(newline); next !== -1; next = index.indexOf(newline, end)) {
    const line = parseLine(index.subarray(end, next));
    if (!line) break;
    const { path, place } = line;
    if (!place) files.delete(path);
    else if (place.at + place.bytes > contentBytes) break;
    else files.set(path, place);
    end = next + 1;
  }
  return { files, end };
}
