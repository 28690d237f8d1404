/**
 * The records of a ZIP as bytes, after PKWARE's APPNOTE 6.3.10: local header (4.3.7), central directory (4.3.12), its
 * end with and without ZIP64 (4.3.14 – 4.3.16). Sizes are known when a record is built, so there are no data descriptors.
 * The same values give the same bytes, whatever the machine, its clock and its time zone.
 */

/** An entry whose place, sizes and checksum are known. */
export interface ZipEntry {
  /** UTF-8. */
  name: Uint8Array;
  method: 'stored' | 'deflated';
  crc32: number;
  bytes: number;
  packedBytes: number;
  /** Where its local header begins. */
  offset: number;
  /** Decided before its bytes are packed: room for eight-byte sizes in its local header. */
  isLarge: boolean;
}

const methods = { stored: 0, deflated: 8 } as const;
const namesAreUtf8 = 1 << 11;
const plainVersion = 20;
const zip64Version = 45;
/** Unix, so that the permissions are read. */
const madeBy = 3 << 8;
const plainFile = 0o100644;

const max16 = 0xffff;
const max32 = 0xffffffff;

/** From here on a size needs eight bytes; deflating may add a little to what cannot be compressed. */
export const isLargeSize = (bytes: number): boolean => bytes >= max32 - 16 * 1024 * 1024;

/** Appends little-endian numbers and bytes. A class, because there are two for each of a hundred thousand files. */
class Recorder {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.#view = new DataView(this.bytes.buffer);
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  u64(value: number): this {
    this.#view.setBigUint64(this.#at, BigInt(value), true);
    this.#at += 8;
    return this;
  }

  raw(value: Uint8Array): this {
    this.bytes.set(value, this.#at);
    this.#at += value.byteLength;
    return this;
  }
}

/** Seconds are kept in the extra field; the two old words say the same in UTC, in steps of two seconds, from 1980 on. */
function toOldTime(at: Date): { time: number; day: number } {
  const year = Math.min(Math.max(at.getUTCFullYear(), 1980), 2107);
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    day: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

const timeBytes = 9;
const timeIsOfChange = new Uint8Array([1]);

/** "UT": the time of the last change in seconds since 1970. */
const putTime = (record: Recorder, at: Date): Recorder => {
  record.u16(0x5455).u16(5).raw(timeIsOfChange);
  return record.u32(Math.max(0, Math.floor(at.getTime() / 1000)));
};

const cap = (value: number, isLarge: boolean): number => (isLarge ? max32 : value);

/** What stands before an entry's bytes. Its length depends on the name and on `isLarge` only. */
export function buildLocalHeader(entry: ZipEntry, at: Date): Uint8Array {
  const { name, method, crc32, bytes, packedBytes, isLarge } = entry;
  const extraBytes = timeBytes + (isLarge ? 20 : 0);
  const { time, day } = toOldTime(at);
  const record = new Recorder(30 + name.byteLength + extraBytes)
    .u32(0x04034b50)
    .u16(isLarge ? zip64Version : plainVersion)
    .u16(namesAreUtf8)
    .u16(methods[method])
    .u16(time)
    .u16(day)
    .u32(crc32)
    .u32(cap(packedBytes, isLarge))
    .u32(cap(bytes, isLarge))
    .u16(name.byteLength)
    .u16(extraBytes)
    .raw(name);
  if (isLarge) record.u16(1).u16(16).u64(bytes).u64(packedBytes);
  return putTime(record, at).bytes;
}

/** An entry's line in the directory at the end. */
export function buildDirectoryEntry(entry: ZipEntry, at: Date): Uint8Array {
  const { name, method, crc32, bytes, packedBytes, isLarge, offset } = entry;
  const isFar = offset >= max32;
  // Sizes stand beside a far place also where they are small: behind a file of exactly 4 GiB - 1 byte Info-ZIP's unzip
  // expects them there.
  const isWide = isLarge || isFar;
  const largeBytes = (isWide ? 16 : 0) + (isFar ? 8 : 0);
  const extraBytes = timeBytes + (largeBytes > 0 ? 4 + largeBytes : 0);
  const version = largeBytes > 0 ? zip64Version : plainVersion;
  const { time, day } = toOldTime(at);
  const record = new Recorder(46 + name.byteLength + extraBytes)
    .u32(0x02014b50)
    .u16(madeBy | version)
    .u16(version)
    .u16(namesAreUtf8)
    .u16(methods[method])
    .u16(time)
    .u16(day)
    .u32(crc32)
    .u32(cap(packedBytes, isWide))
    .u32(cap(bytes, isWide))
    .u16(name.byteLength)
    .u16(extraBytes)
    .u16(0)
    .u16(0)
    .u16(0)
    .u32(plainFile * 0x10000)
    .u32(cap(offset, isFar))
    .raw(name);
  if (largeBytes > 0) record.u16(1).u16(largeBytes);
  if (isWide) record.u64(bytes).u64(packedBytes);
  if (isFar) record.u64(offset);
  return putTime(record, at).bytes;
}

/** Where the directory lies and how many entries it has. */
export interface ZipDirectory {
  entries: number;
  offset: number;
  bytes: number;
}

/** What ends a ZIP: with the ZIP64 records before it where a number does not fit. */
export function buildDirectoryEnd({ entries, offset, bytes }: ZipDirectory): Uint8Array {
  const isLarge = entries >= max16 || offset >= max32 || bytes >= max32;
  const record = new Recorder(22 + (isLarge ? 76 : 0));
  if (isLarge)
    record
      .u32(0x06064b50)
      .u64(44)
      .u16(madeBy | zip64Version)
      .u16(zip64Version)
      .u32(0)
      .u32(0)
      .u64(entries)
      .u64(entries)
      .u64(bytes)
      .u64(offset)
      .u32(0x07064b50)
      .u32(0)
      .u64(offset + bytes)
      .u32(1);
  return record
    .u32(0x06054b50)
    .u16(0)
    .u16(0)
    .u16(Math.min(entries, max16))
    .u16(Math.min(entries, max16))
    .u32(Math.min(bytes, max32))
    .u32(Math.min(offset, max32))
    .u16(0).bytes;
}
