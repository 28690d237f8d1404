/**
 * Reads what a ZIP says of itself at its end, ZIP64 included, and says what is wrong with it. Shares nothing with the
 * writer, so that both cannot make the same mistake.
 */
import { AppError } from '../app-error.ts';

/** A ZIP that can be read at any place. */
export interface ZipBytes {
  size: number;
  /** Exactly so many bytes, which are the caller's until the next read; throws when they are not there. */
  read(at: number, length: number): Promise<Uint8Array>;
}

/** An entry as the directory has it. */
export interface ListedEntry {
  /** As it stands there, not yet known to be safe or even text. */
  rawName: Uint8Array;
  /** What a program must know to read it: 20 for version 2.0. */
  neededVersion: number;
  flags: number;
  /** 0 stored, 8 deflated; others are not read. */
  method: number;
  crc32: number;
  packedBytes: number;
  bytes: number;
  /** Where its local header begins. */
  offset: number;
  /** Upper half: the file's type and permissions of Unix. */
  attributes: number;
}

/** What the end of a ZIP says of it. */
export interface ZipListing {
  entries: ListedEntry[];
  /** Where the directory begins. */
  directoryAt: number;
  /** Bytes behind the end of the ZIP. */
  trailingBytes: number;
}

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locatorSignature = 0x07064b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const max16 = 0xffff;
const max32 = 0xffffffff;
/** A name and the extra fields are 64 KiB at most each; so is a comment. */
const windowBytes = 320 * 1024;

const broken = (message: string): AppError => new AppError('input.unreadable', message);

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Throws for what no file can have: such a number is a lie. */
function toNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken('The ZIP names a place that cannot be.');
  return Number(value);
}

interface DirectoryEnd {
  entries: number;
  bytes: number;
  offset: number;
  trailingBytes: number;
  /** Where the records after the directory begin. */
  at: number;
}

/** The last record of the file that a comment of its own length follows to the end; else the last one there is. */
async function findEnd(zip: ZipBytes): Promise<{ at: number; view: DataView; trailingBytes: number }> {
  const length = Math.min(zip.size, endBytes + max16);
  const tail = new Uint8Array(await zip.read(zip.size - length, length));
  const view = viewOf(tail);
  let last: { at: number; view: DataView; trailingBytes: number } | null = null;
  for (let at = length - endBytes; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== endSignature) continue;
    const trailingBytes = length - at - endBytes - view.getUint16(at + 20, true);
    const found = {
      at: zip.size - length + at,
      view: new DataView(tail.buffer, at, endBytes),
      trailingBytes: Math.max(0, trailingBytes),
    };
    if (trailingBytes === 0) return found;
    last ??= found;
  }
  if (!last) throw broken('This is no ZIP, or its end is missing.');
  return last;
}

async function readEnd64(zip: ZipBytes, endAt: number): Promise<DirectoryEnd | null> {
  if (endAt < 20) return null;
  const locator = viewOf(await zip.read(endAt - 20, 20));
  if (locator.getUint32(0, true) !== locatorSignature) return null;
  const at = toNumber(locator.getBigUint64(8, true));
  if (at + 56 > zip.size) throw broken('The end of the ZIP leads out of it.');
  const record = viewOf(await zip.read(at, 56));
  if (record.getUint32(0, true) !== end64Signature) throw broken('The end of the ZIP leads nowhere.');
  return {
    entries: toNumber(record.getBigUint64(32, true)),
    bytes: toNumber(record.getBigUint64(40, true)),
    offset: toNumber(record.getBigUint64(48, true)),
    trailingBytes: 0,
    at,
  };
}

async function readEnd(zip: ZipBytes): Promise<DirectoryEnd> {
  const { at, view, trailingBytes } = await findEnd(zip);
  const plain: DirectoryEnd = {
    entries: view.getUint16(10, true),
    bytes: view.getUint32(12, true),
    offset: view.getUint32(16, true),
    trailingBytes,
    at,
  };
  const needs64 = plain.entries === max16 || plain.bytes === max32 || plain.offset === max32;
  const end = (needs64 ? await readEnd64(zip, at) : null) ?? plain;
  if (end.offset + end.bytes > end.at) throw broken('The directory of the ZIP leads out of it.');
  return { ...end, trailingBytes };
}

/** The ZIP64 field has only those numbers that did not fit, in this order. */
function readLargeNumbers(extra: DataView, entry: ListedEntry): ListedEntry {
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const length = extra.getUint16(at + 2, true);
    if (extra.getUint16(at, true) === 1) {
      let next = at + 4;
      const take = (value: number): number => {
        if (value !== max32 || next + 8 > at + 4 + length || next + 8 > extra.byteLength) return value;
        next += 8;
        return toNumber(extra.getBigUint64(next - 8, true));
      };
      const bytes = take(entry.bytes);
      const packedBytes = take(entry.packedBytes);
      return { ...entry, bytes, packedBytes, offset: take(entry.offset) };
    }
    at += 4 + length;
  }
  return entry;
}

function readEntry(view: DataView, at: number): { entry: ListedEntry; length: number } {
  if (view.getUint32(at, true) !== entrySignature) throw broken('The directory of the ZIP is damaged.');
  const nameBytes = view.getUint16(at + 28, true);
  const extraBytes = view.getUint16(at + 30, true);
  const length = 46 + nameBytes + extraBytes + view.getUint16(at + 32, true);
  if (at + length > view.byteLength) throw broken('The directory of the ZIP is cut off.');
  const nameAt = view.byteOffset + at + 46;
  const plain: ListedEntry = {
    rawName: new Uint8Array(view.buffer, nameAt, nameBytes).slice(),
    // The byte behind it is of no meaning, and some write their system there.
    neededVersion: view.getUint8(at + 6),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc32: view.getUint32(at + 16, true),
    packedBytes: view.getUint32(at + 20, true),
    bytes: view.getUint32(at + 24, true),
    attributes: view.getUint32(at + 38, true),
    offset: view.getUint32(at + 42, true),
  };
  const extra = new DataView(view.buffer, nameAt + nameBytes, extraBytes);
  return { entry: readLargeNumbers(extra, plain), length };
}

/** A directory that is read as its entries are wanted: some thousands at a time, in the order in which it has them. */
export interface OpenDirectory extends Omit<ZipListing, 'entries'> {
  /** Throws `input.unreadable` where it cannot be read, and at its end when it has another number of them than it says. */
  readBatches(): AsyncGenerator<ListedEntry[]>;
}

/** Throws `input.unreadable` when there is no directory. */
export async function openZipDirectory(zip: ZipBytes): Promise<OpenDirectory> {
  if (zip.size < endBytes) throw broken('This is no ZIP.');
  const end = await readEnd(zip);

  async function* readBatches(): AsyncGenerator<ListedEntry[]> {
    let count = 0;
    for (let at = 0; at < end.bytes; ) {
      const window = viewOf(await zip.read(end.offset + at, Math.min(windowBytes, end.bytes - at)));
      const isLast = at + window.byteLength === end.bytes;
      const entries: ListedEntry[] = [];
      let read = 0;
      // An entry that is cut off by the window begins the next one.
      while (read < window.byteLength && (isLast || window.byteLength - read > 46 + 3 * max16)) {
        if (window.byteLength - read < 46) throw broken('The directory of the ZIP is cut off.');
        const { entry, length } = readEntry(window, read);
        entries.push(entry);
        read += length;
      }
      at += read;
      count += entries.length;
      yield entries;
    }
    if (count !== end.entries) throw broken(`The ZIP says it has ${end.entries} entries and lists ${count}.`);
  }

  return { directoryAt: end.offset, trailingBytes: end.trailingBytes, readBatches };
}

/** Every entry of the directory. Throws `input.unreadable` when there is none that can be read to its end. */
export async function readZipDirectory(zip: ZipBytes): Promise<ZipListing> {
  const { readBatches, ...listing } = await openZipDirectory(zip);
  const entries: ListedEntry[] = [];
  for await (const batch of readBatches()) for (const entry of batch) entries.push(entry);
  return { entries, ...listing };
}
