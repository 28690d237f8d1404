/** Packs a job's files into a ZIP, in the browser's storage or in a file that the user picked. Media is stored, text deflated. */
import { AppError } from '../../../shared/app-error.ts';
import { checkZip } from '../../../shared/zip/check-zip.ts';
import { isText } from '../../../shared/zip/is-text.ts';
import type { ZipBytes } from '../../../shared/zip/zip-directory.ts';
import { type Checksum, createZipWriter, type ZipTarget } from '../../../shared/zip/zip-writer.ts';
import { lockFile } from '../files/byte-source.ts';
import { writeAll } from '../files/write-handle.ts';
import type { PackedFile } from './pack-worker.ts';
import { createReadAhead } from './read-ahead.ts';
import { createEntryTools, createWriterOptions, toHandleBytes, toZipBytes } from './zip-tools.ts';

/** A ZIP that is being written. */
export interface OpenZip {
  add(folder: string, files: readonly PackedFile[]): Promise<void>;
  /** Bytes of the finished ZIP. Throws when it does not read back as it should. */
  close(): Promise<number>;
  /** Lets go of the file; a picked one stays as it was. */
  abort(): Promise<void>;
}

interface OpenTarget extends ZipTarget {
  /** Everything is on the disk; what is there can be read. */
  commit(): Promise<ZipBytes>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

async function openOwn(file: FileSystemFileHandle): Promise<OpenTarget> {
  const handle = await lockFile(file);
  handle.truncate(0);
  return {
    write: (bytes, at) => void writeAll(handle, bytes, at),
    async commit() {
      handle.flush();
      return toHandleBytes(handle);
    },
    close: async () => handle.close(),
    abort: async () => handle.close(),
  };
}

/** The browser writes into a file beside and puts it in its place when it is whole. */
async function openPicked(file: FileSystemFileHandle): Promise<OpenTarget> {
  const stream = await file.createWritable();
  return {
    write: (bytes, position) =>
      stream.write({ type: 'write', position, data: bytes as Uint8Array<ArrayBuffer> }),
    async commit() {
      await stream.close();
      return toZipBytes(await file.getFile());
    },
    close: async () => undefined,
    abort: () => stream.abort(),
  };
}

/** The same pieces; throws `media.damaged` at their end where they are not those that were fetched. */
function* checkPieces(
  pieces: Iterable<Uint8Array>,
  { path, crc32 }: PackedFile,
  checksum: Checksum,
): Generator<Uint8Array> {
  checksum.init();
  for (const piece of pieces) {
    checksum.update(piece);
    yield piece;
  }
  if (checksum.digest() !== crc32)
    throw new AppError('media.damaged', 'A file is not what was fetched.', { context: { path } });
}

/** Begins a ZIP of files that lie in `folder`. */
export async function openZip(
  folder: FileSystemDirectoryHandle,
  place: { file: FileSystemFileHandle; isOwn: boolean },
  at: Date,
): Promise<OpenZip> {
  const target = await (place.isOwn ? openOwn(place.file) : openPicked(place.file));
  const options = await createWriterOptions(at);
  const writer = createZipWriter(target, options);
  const source = createReadAhead(folder);
  let entries = 0;
  return {
    async add(name, files) {
      for await (const { file, read } of source.read(files)) {
        const { path, bytes, crc32 } = file;
        // What is in a picked file is gone once the ZIP can be read back: what it is made of is looked at before.
        const isChecked = !place.isOwn && crc32 !== null;
        const readFile = isChecked ? () => checkPieces(read(), file, options.checksum) : read;
        await writer.add({ name: `${name}/${path}`, bytes, crc32, deflate: isText(path), read: readFile });
        entries += 1;
      }
    },
    async close() {
      await source.end();
      try {
        const bytes = await writer.finish();
        await checkZip(await target.commit(), { bytes, entries }, await createEntryTools());
        await target.close();
        return bytes;
      } catch (error) {
        // Else what was written beside a picked file would lie there as long as the document.
        await target.abort().catch(() => undefined);
        throw error;
      }
    },
    async abort() {
      await source.end();
      await target.abort();
    },
  };
}
