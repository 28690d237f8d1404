/** Checks the ZIP of an archive, with all its parts that lie beside it. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { openZipArchive } from '../../shared/verify/zip-archive-reader.ts';
import type { ZipBytes } from '../../shared/zip/zip-directory.ts';
import type { EntryTools } from '../../shared/zip/zip-entries.ts';
import { openRegular } from './open-regular.ts';
import { checkTools, runCheck, type Verification, type VerifyControl } from './run-check.ts';

function createTools(): EntryTools {
  let sum = 0;
  return {
    checksum: {
      init() {
        sum = 0;
      },
      update(bytes) {
        sum = crc32(bytes, sum);
      },
      digest: () => sum,
    },
    async *inflate(pieces) {
      const bytes = ReadableStream.from(pieces as AsyncIterable<Uint8Array<ArrayBuffer>>);
      for await (const piece of bytes.pipeThrough(new DecompressionStream('deflate-raw'))) yield piece;
    },
  };
}

const partName = /^(?<stem>.*)\.part\d+of(?<count>\d+)\.zip$/u;

async function listParts(path: string): Promise<string[]> {
  const { stem, count } = partName.exec(basename(path))?.groups ?? {};
  if (stem === undefined) return [path];
  const names = new Set(await readdir(dirname(path)));
  return Array.from({ length: Number(count) }, (_, place) => `${stem}.part${place + 1}of${count}.zip`)
    .filter((name) => names.has(name))
    .map((name) => join(dirname(path), name));
}

/** Throws `input.unreadable` for what is no ZIP. One without a readable manifest is one problem, not an exception. */
export async function verifyZip(path: string, control: VerifyControl): Promise<Verification> {
  const paths = await listParts(path);
  const files = await Promise.all(paths.map((part) => openRegular(part)));
  try {
    const zips = await Promise.all(
      files.map(async (file): Promise<ZipBytes> => {
        const { size } = await file.stat();
        return {
          size,
          async read(at, length) {
            const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, at);
            if (bytesRead !== length) throw new Error('the ZIP is shorter than it says');
            return buffer;
          },
        };
      }),
    );
    return await runCheck(await openZipArchive(zips, { ...checkTools, ...createTools() }), control);
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}
