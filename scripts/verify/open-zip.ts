/** Reads a ZIP of any size by its central directory, with a reader that is independent of the writer (ZIP64 included). */
import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import type { ArchiveReader, FoundFile } from './archive-reader.ts';

/** Opens a ZIP, or throws when there is no central directory to read. */
export async function openZip(path: string): Promise<ArchiveReader> {
  // Names are decoded here, because one hostile name must be reported and not end the reading of all others.
  const zip = await openPromise(path, { decodeStrings: false, autoClose: false });
  try {
    return createReader(zip, await readEntries(zip));
  } catch (error) {
    zip.close();
    throw error;
  }
}

const utf8Flag = 1 << 11;

interface NamedEntry {
  name: string;
  entry: Entry;
}

async function readEntries(zip: ZipFile): Promise<NamedEntry[]> {
  const entries: NamedEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    const name = readName(entry);
    if (!name.endsWith('/')) entries.push({ name, entry });
  }
  return entries;
}

/** In UTF-8 whenever it can be: `zip` on Linux writes it so and does not set the flag that says it. */
function readName({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const flags = isUtf8(fileNameRaw) ? generalPurposeBitFlag | utf8Flag : generalPurposeBitFlag;
  return getFileNameLowLevel(flags, fileNameRaw, extraFields, true);
}

function createReader(zip: ZipFile, entries: NamedEntry[]): ArchiveReader {
  const prefix = findPrefix(entries);
  const byPath = new Map<string, Entry>();
  const found = entries.map(({ name, entry }): FoundFile => {
    const path = name.startsWith(prefix) ? name.slice(prefix.length) : `../${name}`;
    const flaw = byPath.has(path) ? 'is in the ZIP twice' : describeFlaw(entry);
    if (!byPath.has(path)) byPath.set(path, entry);
    return { path, bytes: entry.uncompressedSize, flaw };
  });

  return {
    label: 'ZIP',
    async *list() {
      yield* found;
    },
    async *read(path) {
      const entry = byPath.get(path);
      if (!entry) throw new Error(`${path} is not in the ZIP`);
      let sum = 0;
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        sum = crc32(chunk, sum);
        yield chunk;
      }
      if (sum !== entry.crc32) throw new Error('its CRC-32 in the ZIP is another');
    },
    close: async () => zip.close(),
  };
}

/** ZIPs hold the archive in a folder of its own; the nearest manifest says which. */
function findPrefix(entries: NamedEntry[]): string {
  const manifests = entries.map(({ name }) => name).filter((name) => /(?:^|\/)manifest\.json$/u.test(name));
  const [nearest = ''] = manifests.sort((a, b) => a.split('/').length - b.split('/').length);
  return nearest.slice(0, nearest.lastIndexOf('/') + 1);
}

function describeFlaw(entry: Entry): string | null {
  const unixType = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (unixType === 0o120000) return 'is a symbolic link, not a file';
  return entry.isEncrypted() ? 'is encrypted' : null;
}
