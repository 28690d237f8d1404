/**
 * Reads ZIPs of any size by their central directories, with yauzl, which knows nothing of what wrote them. What directory
 * and headers say of each other is looked at beside it: overlapping entries, other names, bytes that belong to none.
 */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile,
} from 'yauzl';
import type { ArchiveReader, ContainerFlaw, FoundFile } from '../../shared/verify/archive-reader.ts';
import { describeListing, findPrefix } from '../../shared/verify/zip-archive-reader.ts';
import { listPartNames, openParts } from '../../shared/verify/zip-parts.ts';
import { readZipDirectory } from '../../shared/zip/zip-directory.ts';
import { type PlacedEntry, placeEntries } from '../../shared/zip/zip-entries.ts';

/** The ZIP itself, or all parts of it that lie beside it, in their order. */
async function listParts(path: string): Promise<{ name: string; path: string }[]> {
  const names = listPartNames(basename(path), await readdir(dirname(path)));
  return names.map((name) => ({ name, path: join(dirname(path), name) }));
}

type Fault = Pick<PlacedEntry, 'flaw' | 'isSealed'>;

/** What directory and headers disagree about, by the places at which entries begin. */
async function findFlaws({
  name,
  path,
}: {
  name: string;
  path: string;
}): Promise<{ zip: ContainerFlaw[]; byOffset: Map<number, Fault>; endAt: number }> {
  const file = await open(path);
  try {
    const bytes = {
      size: (await file.stat()).size,
      read: async (at: number, length: number) => {
        const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, at);
        if (bytesRead !== length) throw new Error('the file is shorter than it says');
        return buffer;
      },
    };
    const listing = await readZipDirectory(bytes);
    const placed = await placeEntries(bytes, listing);
    const flawed = placed.map(({ offset, flaw, isSealed }) => [offset, { flaw, isSealed }] as const);
    const endAt = bytes.size - listing.trailingBytes;
    return { zip: describeListing(name, listing), byOffset: new Map(flawed), endAt };
  } finally {
    await file.close();
  }
}

/** A file up to some place; what is behind it yauzl would take for an end that is not there. */
class FileBeginning extends RandomAccessReader {
  readonly path: string;

  constructor(path: string) {
    super();
    this.path = path;
  }

  override _readStreamForRange(start: number, end: number) {
    return createReadStream(this.path, { start, end: end - 1 });
  }
}

// Names and sizes are looked at here, because one hostile entry must be reported and not end the reading of all others.
const yauzlOptions = { decodeStrings: false, validateEntrySizes: false, autoClose: false };

/** Opens a ZIP with all its parts, or throws when there is no central directory to read. */
export async function openZip(path: string): Promise<ArchiveReader> {
  const opened: ZipFile[] = [];
  const close = async () => {
    for (const zip of opened) zip.close();
  };
  try {
    const parts = await openParts(await listParts(path), async (part) => {
      const found = await findFlaws(part);
      const file = new FileBeginning(part.path);
      const zip = await fromRandomAccessReaderPromise(file, found.endAt, yauzlOptions);
      opened.push(zip);
      return { flaws: found.zip, entries: await readEntries(zip, found.byOffset) };
    });
    return createReader(parts, close);
  } catch (error) {
    await close();
    throw error;
  }
}

const utf8Flag = 1 << 11;

interface NamedEntry {
  name: string;
  zip: ZipFile;
  entry: Entry;
  fault: Fault;
}

interface ReadPart {
  entries: NamedEntry[];
  flaws: ContainerFlaw[];
}

async function readEntries(zip: ZipFile, faults: ReadonlyMap<number, Fault>): Promise<NamedEntry[]> {
  const entries: NamedEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    const name = readName(entry);
    const fault = faults.get(entry.relativeOffsetOfLocalHeader) ?? { flaw: null, isSealed: false };
    if (!name.endsWith('/')) entries.push({ name, zip, entry, fault });
  }
  return entries;
}

/** In UTF-8 whenever it can be: `zip` on Linux writes it so and does not set the flag that says it. */
function readName({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const flags = isUtf8(fileNameRaw) ? generalPurposeBitFlag | utf8Flag : generalPurposeBitFlag;
  return getFileNameLowLevel(flags, fileNameRaw, extraFields, true);
}

function createReader(
  { opened, flaws }: { opened: ReadPart[]; flaws: ContainerFlaw[] },
  close: () => Promise<void>,
): ArchiveReader {
  const entries = opened.flatMap((part) => part.entries);
  const prefix = findPrefix(entries.map(({ name }) => name));
  const byPath = new Map<string, NamedEntry>();
  const found = entries.map((each): FoundFile => {
    const path = each.name.startsWith(prefix) ? each.name.slice(prefix.length) : `../${each.name}`;
    const fault = byPath.has(path) ? { flaw: 'is in the ZIP twice' } : each.fault;
    if (!byPath.has(path)) byPath.set(path, each);
    return { path, bytes: each.entry.uncompressedSize, ...fault };
  });

  return {
    label: 'ZIP',
    flaws: [...flaws, ...opened.flatMap((part) => part.flaws)],
    async *list() {
      yield* found;
    },
    async *read(path) {
      const known = byPath.get(path);
      if (!known) throw new Error(`${path} is not in the ZIP`);
      let sum = 0;
      let bytes = 0;
      for await (const chunk of await known.zip.openReadStreamPromise(known.entry)) {
        sum = crc32(chunk, sum);
        bytes += chunk.length;
        if (bytes > known.entry.uncompressedSize) throw new Error('it is longer than the ZIP says');
        yield chunk;
      }
      if (bytes < known.entry.uncompressedSize) throw new Error('it is shorter than the ZIP says');
      if (sum !== known.entry.crc32) throw new Error('its CRC-32 in the ZIP is another');
    },
    close,
  };
}
