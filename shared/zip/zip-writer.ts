/**
 * Writes a ZIP of any size into a place that can be written to at any offset. Memory does not grow with the bytes, and
 * with the files only by their lines of the directory. Small writes are collected; large pieces go through as they are.
 */
import { AppError } from '../app-error.ts';
import {
  buildDirectoryEnd,
  buildDirectoryEntry,
  buildLocalHeader,
  isLargeSize,
  type ZipEntry,
} from './zip-records.ts';

/** Where a ZIP is written. The bytes are the caller's again when the promise is fulfilled. */
export interface ZipTarget {
  /** Writes all of it or throws. */
  write(bytes: Uint8Array, at: number): void | Promise<void>;
}

/** CRC-32 while bytes pass; one at a time. */
export interface Checksum {
  init(): void;
  update(bytes: Uint8Array): void;
  digest(): number;
}

/** A file to be packed. */
export interface ZipSource {
  /** As it will stand in the ZIP, `/` between names. */
  name: string;
  bytes: number;
  /** Where it is known it is not computed again. */
  crc32: number | null;
  deflate: boolean;
  /** Pieces may be used again by the source once the next one is asked for. */
  read(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** What writing takes of its surroundings. */
export interface ZipWriterOptions {
  /** The time of every entry, so that equal files make an equal ZIP. */
  at: Date;
  checksum: Checksum;
  encode(name: string): Uint8Array;
  /** Raw deflate. */
  deflate(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

export interface ZipWriter {
  /** Throws `storage.failed` when the file has another length than was said. */
  add(source: ZipSource): Promise<void>;
  /** Writes the directory. Returns the length of the whole ZIP. */
  finish(): Promise<number>;
}

const stagedBytes = 1024 * 1024;

/** Collects small writes that follow one another into large ones. */
function createStage(target: ZipTarget) {
  const stage = new Uint8Array(stagedBytes);
  let begin = 0;
  let filled = 0;

  async function flush(): Promise<void> {
    if (filled > 0) await target.write(stage.subarray(0, filled), begin);
    begin += filled;
    filled = 0;
  }

  async function appendBehind(bytes: Uint8Array): Promise<void> {
    await flush();
    if (bytes.byteLength < stagedBytes) {
      stage.set(bytes);
      filled = bytes.byteLength;
      return;
    }
    await target.write(bytes, begin);
    begin += bytes.byteLength;
  }

  return {
    end: () => begin + filled,
    flush,
    /** Nothing to wait for where it only fills the stage, as with nearly every small file. */
    append(bytes: Uint8Array): void | Promise<void> {
      if (bytes.byteLength > stagedBytes - filled) return appendBehind(bytes);
      stage.set(bytes, filled);
      filled += bytes.byteLength;
    },
    /** Replaces what was appended in one piece before, which lies in the stage or was written, as a whole. */
    async patch(bytes: Uint8Array, at: number): Promise<void> {
      if (at >= begin) stage.set(bytes, at - begin);
      else await target.write(bytes, at);
    },
  };
}

/** Lines of the directory, in one growing piece of memory. */
function createDirectory() {
  let lines = new Uint8Array(64 * 1024);
  let filled = 0;
  let entries = 0;
  return {
    add(line: Uint8Array): void {
      if (filled + line.byteLength > lines.byteLength) {
        const larger = new Uint8Array(lines.byteLength * 2);
        larger.set(lines);
        lines = larger;
      }
      lines.set(line, filled);
      filled += line.byteLength;
      entries += 1;
    },
    entries: () => entries,
    bytes: () => lines.subarray(0, filled),
  };
}

/** Nothing is written before the first file is added; what was written is a ZIP only after `finish`. */
export function createZipWriter(target: ZipTarget, options: ZipWriterOptions): ZipWriter {
  const { at, checksum } = options;
  const stage = createStage(target);
  const directory = createDirectory();

  function note(piece: Uint8Array, source: ZipSource, seen: { bytes: number }): void {
    seen.bytes += piece.byteLength;
    if (source.crc32 === null) checksum.update(piece);
  }

  async function* notePieces(source: ZipSource, seen: { bytes: number }): AsyncGenerator<Uint8Array> {
    for await (const piece of source.read()) {
      note(piece, source, seen);
      yield piece;
    }
  }

  async function deflate(source: ZipSource, seen: { bytes: number }): Promise<void> {
    for await (const piece of options.deflate(notePieces(source, seen))) await stage.append(piece);
  }

  /** Promises and generators for each of a hundred thousand small files are most of what has to be collected. */
  async function store(source: ZipSource, seen: { bytes: number }): Promise<void> {
    const pieces = source.read();
    if (Symbol.iterator in pieces)
      for (const piece of pieces) {
        note(piece, source, seen);
        const written = stage.append(piece);
        if (written) await written;
      }
    else
      for await (const piece of pieces) {
        note(piece, source, seen);
        await stage.append(piece);
      }
  }

  async function pack(source: ZipSource): Promise<Pick<ZipEntry, 'crc32' | 'bytes' | 'packedBytes'>> {
    const seen = { bytes: 0 };
    const begin = stage.end();
    checksum.init();
    await (source.deflate ? deflate : store)(source, seen);
    if (seen.bytes !== source.bytes)
      throw new AppError('storage.failed', 'A file changed while it was packed.', {
        context: { name: source.name, bytes: seen.bytes, expected: source.bytes },
      });
    return {
      crc32: source.crc32 ?? checksum.digest(),
      bytes: seen.bytes,
      packedBytes: stage.end() - begin,
    };
  }

  return {
    async add(source) {
      const { bytes, crc32, deflate } = source;
      const offset = stage.end();
      const draft: ZipEntry = {
        name: options.encode(source.name),
        method: deflate ? 'deflated' : 'stored',
        crc32: crc32 ?? 0,
        bytes,
        packedBytes: deflate ? 0 : bytes,
        offset,
        isLarge: isLargeSize(bytes),
      };
      await stage.append(buildLocalHeader(draft, at));
      const entry = { ...draft, ...(await pack(source)) };
      if (deflate || crc32 === null) await stage.patch(buildLocalHeader(entry, at), offset);
      directory.add(buildDirectoryEntry(entry, at));
    },

    async finish() {
      const offset = stage.end();
      const bytes = directory.bytes();
      await stage.append(bytes);
      await stage.append(
        buildDirectoryEnd({ entries: directory.entries(), offset, bytes: bytes.byteLength }),
      );
      await stage.flush();
      return stage.end();
    },
  };
}
