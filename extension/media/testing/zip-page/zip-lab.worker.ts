import { BlobReader, configure, ZipWriter } from '@zip.js/zip.js';
import { makeZip } from 'client-zip';
import { expose } from 'comlink';
import { crc32 } from 'hash-wasm';
import JSZip from 'jszip';
import { withHandle, writeAll } from '../../files/write-handle.ts';
import type { PackedFile } from '../../pack/pack-worker.ts';
import { openZip } from '../../pack/write-zip.ts';
import { maxSmallFileBytes, openSmallFiles } from '../../small-files/small-files.ts';
import type { ZipContender, ZipLabWorker } from './zip-lab-worker.ts';

// It would start workers of its own, which pages with a policy as ours do not allow.
configure({ useWebWorkers: false });

const at = new Date('2026-11-21T12:00:00Z');
let packed: PackedFile[] = [];

const openRoot = () => navigator.storage.getDirectory();
const openInputs = async () => (await openRoot()).getDirectoryHandle('inputs', { create: true });
const openTarget = async () => (await openRoot()).getFileHandle('out.zip', { create: true });

/** As blobs: of small ones, which lie together, slices of what they lie in. */
async function* listInputs(): AsyncGenerator<{ name: string; file: Blob }> {
  const folder = await openInputs();
  const content = packed[0]?.small
    ? await (await (await folder.getDirectoryHandle('.small')).getFileHandle('content')).getFile()
    : null;
  for (const { path, small } of packed) {
    const name = `demo/${path}`;
    if (content && small) yield { name, file: content.slice(small.at, small.at + small.bytes) };
    else yield { name, file: await (await folder.getFileHandle(path)).getFile() };
  }
}

/** Writes pieces one after another, as all of the others have to be written. */
const writePieces = async (pieces: AsyncIterable<Uint8Array>): Promise<void> =>
  withHandle(await openTarget(), async (handle) => {
    handle.truncate(0);
    let end = 0;
    for await (const piece of pieces) end = writeAll(handle, piece, end);
    handle.flush();
  });

const forgetSum = ({ path, bytes, small }: PackedFile): PackedFile => ({ path, bytes, small, crc32: null });

async function packOurs(isKnown: boolean): Promise<number> {
  const zip = await openZip(await openInputs(), { file: await openTarget(), isOwn: true }, at);
  await zip.add('demo', isKnown ? packed : packed.map(forgetSum));
  const writtenMs = performance.now();
  await zip.close();
  return writtenMs;
}

async function packZipJs(): Promise<void> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = new ZipWriter(writable, { level: 0 });
  const written = writePieces(readable);
  for await (const { name, file } of listInputs()) await writer.add(name, new BlobReader(file));
  await writer.close();
  await written;
}

async function packJsZip(): Promise<void> {
  const zip = new JSZip();
  for await (const { name, file } of listInputs()) zip.file(name, file, { date: at });
  const blob = await zip.generateAsync({ type: 'blob', compression: 'STORE' });
  await writePieces(blob.stream());
}

async function* listEntries() {
  for await (const { name, file } of listInputs())
    yield { name, input: file, size: file.size, lastModified: at };
}

/** Returns when it was written, where that is before its end. */
const contenders: Record<ZipContender, () => Promise<number | undefined>> = {
  ours: () => packOurs(false),
  'ours, CRC-32 known': () => packOurs(true),
  'client-zip': async () => void (await writePieces(makeZip(listEntries()))),
  'zip.js': async () => void (await packZipJs()),
  JSZip: async () => void (await packJsZip()),
};

/** The same on every machine, and of no use to a compressor. */
function fill(bytes: Uint8Array, seed: number): void {
  let state = seed + 1;
  for (let place = 0; place < bytes.length; place += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[place] = state >>> 24;
  }
}

const worker: ZipLabWorker = {
  async lay({ count, bytes }) {
    const folder = await openInputs();
    const smallFiles = bytes <= maxSmallFileBytes ? await openSmallFiles(folder) : null;
    const content = new Uint8Array(bytes);
    packed = [];
    for (let place = 0; place < count; place += 1) {
      if (place < 4) fill(content, place);
      content[0] = place & 255;
      const path = `${place}.jpg`;
      const sum = Number.parseInt(await crc32(content), 16);
      if (smallFiles) smallFiles.add(path, content, sum);
      else {
        const file = await folder.getFileHandle(path, { create: true });
        await withHandle(file, (handle) => void writeAll(handle, content, 0));
      }
      packed.push({ path, bytes, crc32: sum, small: smallFiles?.find(path) ?? null });
    }
    smallFiles?.close();
  },
  async pack(contender) {
    const startMs = performance.now();
    const writtenMs = await contenders[contender]();
    const endMs = performance.now();
    const { size } = await (await openTarget()).getFile();
    return { writtenMs: (writtenMs ?? endMs) - startMs, endMs: endMs - startMs, zipBytes: size };
  },
};

expose(worker);
