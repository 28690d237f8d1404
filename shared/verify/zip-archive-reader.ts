/** An archive in a ZIP, or in the parts of one, by our own reader of ZIPs. */
import { readZipDirectory, type ZipBytes, type ZipListing } from '../zip/zip-directory.ts';
import { type EntryTools, type PlacedEntry, placeEntries, readEntryBytes } from '../zip/zip-entries.ts';
import type { ArchiveReader, ContainerFlaw, FoundFile } from './archive-reader.ts';
import { openParts } from './zip-parts.ts';

/** What is wrong with a ZIP that can be read. */
export const describeListing = (path: string, { trailingBytes }: ZipListing): ContainerFlaw[] =>
  trailingBytes > 0
    ? [{ code: 'archive.damaged', path, detail: `has ${trailingBytes} bytes behind its end` }]
    : [];

/** ZIPs hold the archive in a folder of its own; the nearest manifest says which, or else the nearest list of hashes. */
export function findPrefix(names: readonly string[]): string {
  const findNearest = (wanted: RegExp) =>
    names
      .filter((name) => wanted.test(name))
      .toSorted((a, b) => a.split('/').length - b.split('/').length)
      .at(0);
  const nearest = findNearest(/(?:^|\/)manifest\.json$/u) ?? findNearest(/(?:^|\/)manifest-sha256\.txt$/u);
  return nearest?.slice(0, nearest.lastIndexOf('/') + 1) ?? '';
}

/** A ZIP that can be opened, and how it is called. */
export interface NamedZip {
  name: string;
  open(): ZipBytes | Promise<ZipBytes>;
}

interface NamedEntry {
  name: string;
  zip: ZipBytes;
  entry: PlacedEntry;
}

/** Throws `input.unreadable` for what is no ZIP, and for parts when none of them is one. Entries are read one after another. */
export async function openZipArchive(
  zips: readonly NamedZip[],
  { decode, ...tools }: EntryTools & { decode(bytes: Uint8Array): string },
): Promise<ArchiveReader> {
  const { opened, flaws } = await openParts(zips, async (part) => {
    const zip = await part.open();
    const listing = await readZipDirectory(zip);
    const placed = await placeEntries(zip, listing);
    const entries = placed.map((entry): NamedEntry => ({ name: decode(entry.rawName), zip, entry }));
    return { entries, flaws: describeListing(part.name, listing) };
  });
  const entries = opened.flatMap((part) => part.entries).filter(({ name }) => !name.endsWith('/'));
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
    flaws: [...flaws, ...opened.flatMap((part) => part.flaws)],
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
