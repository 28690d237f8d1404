/** What is written down about small files that lie together: one line for each that was added or forgotten. */
import { z } from 'zod';

/** Where one lies among the others. */
export interface SmallPlace {
  at: number;
  bytes: number;
  /** A power cut can lose what was written before it; this tells. */
  crc32: number;
}

const newline = 0x0a;

const countSchema = z.number().int().nonnegative();
const lineSchema = z.union([
  z.tuple([z.string(), countSchema, countSchema, countSchema]),
  z.tuple([z.string()]),
]);

/** The line of a file that was added. */
export const toAddedLine = (path: string, { at, bytes, crc32 }: SmallPlace): string =>
  `${JSON.stringify([path, at, bytes, crc32])}\n`;

/** The line of a file that is no more there. */
export const toForgottenLine = (path: string): string => `${JSON.stringify([path])}\n`;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Null for one that was cut off or damaged. */
function parseLine(line: Uint8Array): z.infer<typeof lineSchema> | null {
  try {
    return lineSchema.parse(JSON.parse(decoder.decode(line)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof z.ZodError)
      return null;
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
    const [path, at, bytes, crc32] = line;
    if (at === undefined || bytes === undefined || crc32 === undefined) files.delete(path);
    else if (at + bytes > contentBytes) break;
    else files.set(path, { at, bytes, crc32 });
    end = next + 1;
  }
  return { files, end };
}
