/** Which files of an archive go into which of its ZIPs, where one would be too large. Pure: equal files, equal parts. */
import { headPaths } from '../archive-files.ts';
import { countUtf8Bytes } from '../file-name.ts';

/** What is known of a file before it is packed. */
export interface PlannedFile {
  path: string;
  bytes: number;
}

/** A ZIP of some of the files. */
export interface ZipPart<File extends PlannedFile = PlannedFile> {
  /** With its extension. */
  name: string;
  files: File[];
  /** At most, with everything that is around the files; deflated ones take less. */
  bytes: number;
}

/** Header, line of the directory and their extra fields. */
const entryBytes = 160;
/** What those first files say of each file, at most, and of the archive. */
const headBytesPerFile = 500;
const headBytes = 256 * 1024;

const measure = (folder: string, { path, bytes }: PlannedFile): number =>
  bytes + entryBytes + 2 * countUtf8Bytes(`${folder}/${path}`);

const buildName = (folder: string, place: number, count: number): string =>
  count === 1 ? `${folder}.zip` : `${folder}.part${place + 1}of${count}.zip`;

interface PartOptions {
  /** Of the folder inside the ZIPs, after which they are named. */
  folder: string;
  /** Null: one ZIP of any size. */
  partBytes: number | null;
}

/**
 * In order of path. What says what the others are is written when the parts are planned already; it is in the first one, for
 * which room is kept. No part is larger than wanted unless it is one file that is; every file is in exactly one part.
 */
export function planParts<File extends PlannedFile>(
  files: readonly File[],
  { folder, partBytes }: PartOptions,
): ZipPart<File>[] {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const heads = sorted.filter(({ path }) => headPaths.includes(path));
  const others = sorted.filter(({ path }) => !headPaths.includes(path));
  const most = partBytes ?? Number.POSITIVE_INFINITY;
  let current = { files: heads, bytes: headBytes + others.length * headBytesPerFile };
  const parts = [current];
  // Those first files may not be there yet: were the first part empty without them, it would be another one with them.
  const isEmpty = () => parts.length > 1 && current.files.length === 0;
  for (const file of others) {
    const bytes = measure(folder, file);
    if (current.bytes + bytes > most && !isEmpty()) {
      current = { files: [], bytes: 0 };
      parts.push(current);
    }
    current.files.push(file);
    current.bytes += bytes;
  }
  return parts.map((part, place) => ({ ...part, name: buildName(folder, place, parts.length) }));
}

/** The whole number of bytes that a part may have: file systems that end at 4 GiB end one byte before. */
export const toPartBytes = (partGib: number | null): number | null =>
  partGib === null ? null : Math.floor(partGib * 1024 ** 3) - 1;

/** The text of `parts.json`. */
export const formatParts = (parts: readonly ZipPart[]): string =>
  `${JSON.stringify(
    parts.map(({ name, files }) => ({ name, files: files.map(({ path }) => path) })),
    null,
    1,
  )}\n`;
