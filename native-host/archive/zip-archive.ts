/** ZIPs beside the folder; bytes stream from disk to disk, with ZIP64 where it is needed. */
import { type FileHandle, lstat, open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { manifestPath } from '../../shared/archive-files.ts';
import { checkZip } from '../../shared/zip/check-zip.ts';
import { isText } from '../../shared/zip/is-text.ts';
import { planParts, type ZipPart } from '../../shared/zip/plan-parts.ts';
import { createZipWriter, type ZipTarget, type ZipWriterOptions } from '../../shared/zip/zip-writer.ts';
import { commitFile } from './commit-file.ts';
import { toStorageError } from './file-errors.ts';
import { type Archive, findFile, listFiles } from './folder.ts';
import { takeLock } from './lock.ts';
import { openRegular, readPieces, readRegular } from './open-regular.ts';
import { createChecksum, createEntryTools, toZipBytes } from './zip-tools.ts';

/** How packing is watched and given up, and how long a ZIP may be. */
export interface ZipControl {
  /** Null: one ZIP of any size. */
  partBytes: number | null;
  signal: AbortSignal;
  onPacked(packed: number, total: number): void;
}

async function* deflate(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  async function* copy() {
    // The piece is filled anew while the stream may still hold it.
    for await (const piece of pieces) yield piece.slice();
  }
  yield* ReadableStream.from(copy()).pipeThrough(new CompressionStream('deflate-raw'));
}

function createOptions(at: Date): ZipWriterOptions {
  const encoder = new TextEncoder();
  return { at, checksum: createChecksum(), deflate, encode: (name) => encoder.encode(name) };
}

async function writeFully(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.byteLength; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, at + done);
    done += bytesWritten;
  }
}

const startSchema = z.object({ job: z.object({ startedAt: z.iso.datetime({ offset: true }) }) });

/** When the export began: the same for every ZIP that is made of it. */
async function readStart(archive: Archive): Promise<Date> {
  try {
    const manifest = JSON.parse(await readRegular(join(archive.path, manifestPath)));
    return new Date(startSchema.parse(manifest).job.startedAt);
  } catch (error) {
    if (error instanceof Error) return new Date(0);
    throw error;
  }
}

interface Packing {
  archive: Archive;
  at: Date;
  signal: AbortSignal;
  onFile(): void;
}

async function writePart(target: ZipTarget, part: ZipPart, { archive, at, signal, onFile }: Packing) {
  const writer = createZipWriter(target, createOptions(at));
  // In a folder of its own, so that unpacking it does not spill over what is there.
  const folder = basename(archive.path);
  for (const { path } of part.files) {
    signal.throwIfAborted();
    const file = await openRegular(await findFile(archive, path));
    try {
      const { size } = await file.stat();
      const read = () => readPieces(file);
      await writer.add({ name: `${folder}/${path}`, bytes: size, crc32: null, deflate: isText(path), read });
    } finally {
      await file.close();
    }
    onFile();
  }
  return writer.finish();
}

/** It is read back whole before it has its name; a half one is never left. */
async function packPart(path: string, part: ZipPart, packing: Packing): Promise<number> {
  const draft = `${path}.part`;
  // What lies there may be a link, which is not written through.
  await rm(draft, { force: true });
  try {
    const file = await open(draft, 'wx+');
    try {
      const write = (bytes: Uint8Array, at: number) => {
        packing.signal.throwIfAborted();
        return writeFully(file, bytes, at);
      };
      const bytes = await writePart({ write }, part, packing);
      const written = { bytes, entries: part.files.length };
      await checkZip(await toZipBytes(file, packing.signal), written, createEntryTools());
      await file.close();
      await commitFile(draft, path);
      return bytes;
    } finally {
      await file.close();
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function measure(archive: Archive): Promise<{ path: string; bytes: number }[]> {
  const files: { path: string; bytes: number }[] = [];
  for (const path of await listFiles(archive)) {
    const { size } = await lstat(await findFile(archive, path));
    files.push({ path, bytes: size });
  }
  return files;
}

/** Removes ZIPs of the archive that were packed in another number: they are parts of what is no more. */
async function removeOlder(archive: Archive, parts: readonly ZipPart[]): Promise<void> {
  const root = dirname(archive.path);
  const names = new Set(parts.map(({ name }) => name));
  const start = basename(archive.path);
  for (const entry of await readdir(root, { withFileTypes: true })) {
    const { name } = entry;
    const isOurs = name.startsWith(start) && /^(?:\.part\d+of\d+)?\.zip$/u.test(name.slice(start.length));
    if (isOurs && entry.isFile() && !names.has(name)) await rm(join(root, name), { force: true });
  }
}

/**
 * Packs every file of the archive into `<folder>.zip` in the root, or into parts, in the place of all older ones. Throws
 * `input.path_unsafe` where there is more than files.
 */
export async function zipArchive(
  archive: Archive,
  { partBytes, signal, onPacked }: ZipControl,
): Promise<{ path: string; bytes: number }> {
  const lock = await takeLock(`${archive.path}.zip.part.lock`);
  try {
    const files = await measure(archive);
    const parts = planParts(files, { folder: basename(archive.path), partBytes });
    let packed = 0;
    const onFile = () => {
      packed += 1;
      onPacked(packed, files.length);
    };
    const packing = { archive, at: await readStart(archive), signal, onFile };
    const root = dirname(archive.path);
    let bytes = 0;
    for (const part of parts) bytes += await packPart(join(root, part.name), part, packing);
    await removeOlder(archive, parts);
    return { path: join(root, parts[0]?.name ?? ''), bytes };
  } catch (error) {
    throw toStorageError(error);
  } finally {
    await lock.release();
  }
}
