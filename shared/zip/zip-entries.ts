/** Compares each entry of a ZIP with what stands before its bytes, and reads the bytes. */
import { AppError } from '../app-error.ts';
import type { ListedEntry, ZipBytes, ZipListing } from './zip-directory.ts';
import type { Checksum } from './zip-writer.ts';

/** An entry and where its bytes are. */
export interface PlacedEntry extends ListedEntry {
  /** Where its bytes begin; meaningless with a flaw. */
  dataAt: number;
  /** Why its bytes are not to be trusted; null when directory and header agree and it shares its place with no other. */
  flaw: string | null;
  /** Only that it cannot be read here: whether it is damaged is not known. */
  isSealed: boolean;
}

const localSignature = 0x04034b50;
const max32 = 0xffffffff;
/** The sizes stand behind the bytes, not before them. */
const hasDescriptor = 1 << 3;
const isEncrypted = 1 << 0;
/** What both must say alike: all but how well it was deflated, that names are in UTF-8, and a bit that nothing means. */
const sameFlags = 0x77f9;
/** There is no later one; programs leave alone what asks for it. */
const lastVersion = 63;
/** Of a descriptor with its signature and eight-byte sizes. */
const descriptorBytes = 24;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.every((byte, place) => byte === b[place]);

/** Headers lie close together between small files: what is read for one is kept for the next, in one memory. */
function createWindow(zip: ZipBytes) {
  const windowBytes = 256 * 1024;
  let begin = 0;
  let filled = 0;
  let memory = new Uint8Array(windowBytes);
  return async (at: number, length: number): Promise<Uint8Array> => {
    if (at < begin || at + length > begin + filled) {
      if (length > memory.byteLength) memory = new Uint8Array(length);
      filled = Math.min(memory.byteLength, zip.size - at);
      memory.set(await zip.read(at, filled));
      begin = at;
    }
    return memory.subarray(at - begin, Math.min(at - begin + length, filled));
  };
}

const isLink = ({ attributes }: ListedEntry): boolean => ((attributes >>> 16) & 0o170000) === 0o120000;

const instead = 'unpack the ZIP, and check the folder';

function describeSeal({ flags, method }: ListedEntry): string | null {
  if (flags & isEncrypted) return `is encrypted; ${instead}`;
  return method === 0 || method === 8 ? null : `is packed in a way that is not read here; ${instead}`;
}

/** What the two say of one entry, from the header's fixed part; sizes behind the bytes are 0 in the header. */
function describeHeader(header: DataView, entry: ListedEntry): string | null {
  if (header.getUint32(0, true) !== localSignature) return 'does not begin where the directory says';
  if (header.getUint16(8, true) !== entry.method) return 'is packed in two ways at once';
  if (((header.getUint16(6, true) ^ entry.flags) & sameFlags) !== 0)
    return 'has other flags in the directory than before its bytes';
  if (entry.neededVersion > lastVersion) return 'asks for a program that there is not';
  if (entry.flags & hasDescriptor) return null;
  const large = (value: number, size: number) => value === size || value === max32;
  const agrees =
    header.getUint32(14, true) === entry.crc32 &&
    large(header.getUint32(18, true), entry.packedBytes) &&
    large(header.getUint32(22, true), entry.bytes);
  return agrees ? null : 'has other sizes in the directory than before its bytes';
}

function findFault(header: DataView, entry: ListedEntry): Pick<PlacedEntry, 'flaw' | 'isSealed'> | null {
  const flaw = isLink(entry) ? 'is a symbolic link, not a file' : describeHeader(header, entry);
  if (flaw !== null) return { flaw, isSealed: false };
  const seal = describeSeal(entry);
  return seal === null ? null : { flaw: seal, isSealed: true };
}

/** Every entry by its place, with its flaw where it has one. */
export async function placeEntries(zip: ZipBytes, listing: ZipListing): Promise<PlacedEntry[]> {
  const read = createWindow(zip);
  const sorted = listing.entries.toSorted((a, b) => a.offset - b.offset);
  const placed: PlacedEntry[] = [];
  for (const [place, entry] of sorted.entries()) {
    const endAt = sorted[place + 1]?.offset ?? listing.directoryAt;
    const fault = (flaw: string) => placed.push({ ...entry, dataAt: 0, flaw, isSealed: false });
    if (entry.offset + 30 > listing.directoryAt) {
      fault('does not begin where the directory says');
      continue;
    }
    const header = viewOf(await read(entry.offset, 30));
    const found = findFault(header, entry);
    if (found) {
      placed.push({ ...entry, dataAt: 0, ...found });
      continue;
    }
    const nameBytes = header.getUint16(26, true);
    const dataAt = entry.offset + 30 + nameBytes + header.getUint16(28, true);
    const left = endAt - dataAt - entry.packedBytes;
    const most = entry.flags & hasDescriptor ? descriptorBytes : 0;
    if (left < 0) fault('shares its bytes with another entry');
    else if (!isSame(await read(entry.offset + 30, nameBytes), entry.rawName))
      fault('has another name before its bytes');
    else {
      const rest = left > most ? 'is followed by bytes of no entry' : null;
      placed.push({ ...entry, dataAt, flaw: rest, isSealed: false });
    }
  }
  return placed;
}

const pieceBytes = 1024 * 1024;

/** What reading an entry needs of its surroundings. */
export interface EntryTools {
  checksum: Checksum;
  /** Raw deflate, backwards. */
  inflate(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

/** Throws `media.damaged` for bytes that are not those that were said. */
function createCheck(entry: PlacedEntry, checksum: Checksum) {
  const wrong = (message: string) => new AppError('media.damaged', message);
  let bytes = 0;
  checksum.init();
  return {
    take(piece: Uint8Array): Uint8Array {
      bytes += piece.byteLength;
      if (bytes > entry.bytes) throw wrong('it is longer than the ZIP says');
      checksum.update(piece);
      return piece;
    },
    end(): void {
      if (bytes !== entry.bytes) throw wrong('it is shorter than the ZIP says');
      if (checksum.digest() !== entry.crc32) throw wrong('its CRC-32 in the ZIP is another');
    },
  };
}

const readPiece = (zip: ZipBytes, { dataAt, packedBytes }: PlacedEntry, at: number): Promise<Uint8Array> =>
  zip.read(dataAt + at, Math.min(pieceBytes, packedBytes - at));

async function* readPacked(zip: ZipBytes, entry: PlacedEntry): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < entry.packedBytes; at += pieceBytes) yield await readPiece(zip, entry, at);
}

/** Streams say of what cannot be inflated that it is of a wrong type, in Node without a word more. */
async function* unpack(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError('media.damaged', 'it cannot be unpacked', { cause: error });
  }
}

/**
 * The bytes of an entry, inflated where they are deflated. Throws `media.damaged` when they are not as long as was said
 * (before more than that is given out) or have another CRC-32.
 */
export async function* readEntryBytes(
  zip: ZipBytes,
  entry: PlacedEntry,
  { checksum, inflate }: EntryTools,
): AsyncGenerator<Uint8Array> {
  const check = createCheck(entry, checksum);
  if (entry.method === 8)
    for await (const piece of unpack(inflate(readPacked(zip, entry)))) yield check.take(piece);
  // Without a generator of their own: most of a hundred thousand entries are stored and of one piece.
  else
    for (let at = 0; at < entry.packedBytes; at += pieceBytes)
      yield check.take(await readPiece(zip, entry, at));
  check.end();
}
