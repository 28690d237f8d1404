/** An archive in a ZIP, or in the parts of one, by our own reader of ZIPs. */
import { readZipDirectory, type ZipBytes, type ZipListing } from '../zip/zip-directory.ts';
import { type EntryTools, type PlacedEntry, placeEntries, readEntryBytes } from '../zip/zip-entries.ts';
import type { ArchiveReader, FoundFile } from './archive-reader.ts';

/** What is wrong with a ZIP as a whole. */
export const describeListing = ({ trailingBytes }: ZipListing): string[] =>
  trailingBytes > 0 ? [`has ${trailingBytes} bytes behind its end`] : [];

/** ZIPs hold the archive in a folder of its own; the nearest manifest says which. */
export function findPrefix(names: readonly string[]): string {
  const manifests = names.filter((name) => /(?:^|\/)manifest\.json$/u.test(name));
  const [nearest = ''] = manifests.toSorted((a, b) => a.split('/').length - b.split('/').length);
  return nearest.slice(0, nearest.lastIndexOf('/') + 1);
}

interface NamedEntry {
  name: string;
  zip: ZipBytes;
  entry: PlacedEntry;
}

/** Throws `input.unreadable` for what is no ZIP. Entries are read one after another. */
export async function openZipArchive(
  zips: readonly ZipBytes[],
  { decode, ...tools }: EntryTools & { decode(bytes: Uint8Array): string },
): Promise<ArchiveReader> {
  const entries: NamedEntry[] = [];
  const flaws: string[] = [];
  for (const zip of zips) {
    const listing = await readZipDirectory(zip);
    flaws.push(...describeListing(listing));
    for (const entry of await placeEntries(zip, listing)) {
      const name = decode(entry.rawName);
      if (!name.endsWith('/')) entries.push({ name, zip, entry });
    }
  }
  const prefix = findPrefix(entries.map(({ name }) => name));
  const byPath = new Map<string, NamedEntry>();
  const found = entries.map((each): FoundFile => {
    const path = each.name.startsWith(prefix) ? each.name.slice(prefix.length) : `../${each.name}`;
    const flaw = byPath.has(path) ? 'is in the ZIP twice' : each.entry.flaw;
    if (!byPath.has(path)) byPath.set(path, each);
    return { path, bytes: each.entry.bytes, flaw };
  });
  return {
    label: 'ZIP',
    flaws,
    async *list() {
      yield* found;
    },
    async *read(path) {
      const known = byPath.get(path);
      if (!known) throw new Error(`${path} is not in the ZIP`);
      yield* readEntryBytes(known.zip, known.entry, tools);
    },
    close: async () => undefined,
  };
}
