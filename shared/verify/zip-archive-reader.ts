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

const noPaths: ReadonlySet<string> = new Set();

/** What stands before a path that is known. */
function findFolder(names: readonly string[], known: ReadonlySet<string>): string {
  for (const name of known.size > 0 ? names : []) {
    const steps = name.normalize('NFC').split('/');
    const depth = steps.findIndex((_, place) => known.has(steps.slice(place).join('/')));
    if (depth !== -1) return name.split('/').slice(0, depth).concat('').join('/');
  }
  return '';
}

/**
 * ZIPs hold the archive in a folder of its own; the nearest manifest says which, or else the nearest list of hashes, or a
 * path that it is known to have (in NFC).
 */
export function findPrefix(names: readonly string[], known = noPaths): string {
  const findNearest = (wanted: RegExp) =>
    names
      .filter((name) => wanted.test(name))
      .toSorted((a, b) => a.split('/').length - b.split('/').length)
      .at(0);
  const nearest = findNearest(/(?:^|\/)manifest\.json$/u) ?? findNearest(/(?:^|\/)manifest-sha256\.txt$/u);
  return nearest?.slice(0, nearest.lastIndexOf('/') + 1) ?? findFolder(names, known);
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

/** Whether they are one file in two ZIPs, as the directories say: somebody has saved a part twice. */
const isCopy = (one: NamedEntry, other: NamedEntry): boolean =>
  one.zip !== other.zip && one.entry.bytes === other.entry.bytes && one.entry.crc32 === other.entry.crc32;

/** Whether its bytes are those that were said. */
async function isWhole({ zip, entry }: NamedEntry, tools: EntryTools): Promise<boolean> {
  if (entry.flaw !== null) return false;
  try {
    const pieces = readEntryBytes(zip, entry, tools);
    while (!(await pieces.next()).done);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Of several copies the first that is whole, or else the last. */
async function chooseCopy(copies: readonly NamedEntry[], tools: EntryTools): Promise<NamedEntry | undefined> {
  for (const copy of copies.slice(0, -1)) if (await isWhole(copy, tools)) return copy;
  return copies.at(-1);
}

interface ListedEntries {
  copies: ReadonlyMap<string, readonly NamedEntry[]>;
  found: FoundFile[];
}

function listEntries(entries: readonly NamedEntry[], prefix: string): ListedEntries {
  const copies = new Map<string, NamedEntry[]>();
  const others: FoundFile[] = [];
  for (const each of entries) {
    const path = each.name.startsWith(prefix) ? each.name.slice(prefix.length) : `../${each.name}`;
    const known = copies.get(path);
    if (!known) copies.set(path, [each]);
    else if (known.some((one) => isCopy(one, each))) known.push(each);
    else others.push({ path, bytes: each.entry.bytes, flaw: 'is in the ZIP twice' });
  }
  const found = Array.from(copies, ([path, all]): FoundFile => {
    const { entry } = all.find((one) => one.entry.flaw === null) ?? all[0] ?? { entry: null };
    return { path, bytes: entry?.bytes ?? 0, flaw: entry?.flaw ?? null, isSealed: entry?.isSealed ?? false };
  });
  return { copies, found: [...found, ...others] };
}

/**
 * Throws `input.unreadable` for what is no ZIP, and for parts when none of them is one. Entries are read one after another.
 * `known`: paths that the archive is known to have, in NFC.
 */
export async function openZipArchive(
  zips: readonly NamedZip[],
  { decode, ...tools }: EntryTools & { decode(bytes: Uint8Array): string },
  known = noPaths,
): Promise<ArchiveReader> {
  const { opened, flaws } = await openParts(zips, async (part) => {
    const zip = await part.open();
    const listing = await readZipDirectory(zip);
    const placed = await placeEntries(zip, listing);
    const entries = placed.map((entry): NamedEntry => ({ name: decode(entry.rawName), zip, entry }));
    return { entries, flaws: describeListing(part.name, listing) };
  });
  const entries = opened.flatMap((part) => part.entries).filter(({ name }) => !name.endsWith('/'));
  const names = entries.map(({ name }) => name);
  const { copies, found } = listEntries(entries, findPrefix(names, known));
  return {
    label: 'ZIP',
    flaws: [...flaws, ...opened.flatMap((part) => part.flaws)],
    async *list() {
      yield* found;
    },
    async *read(path) {
      const chosen = await chooseCopy(copies.get(path) ?? [], tools);
      if (!chosen) throw new Error(`${path} is not in the ZIP`);
      yield* readEntryBytes(chosen.zip, chosen.entry, tools);
    },
    close: async () => undefined,
  };
}
