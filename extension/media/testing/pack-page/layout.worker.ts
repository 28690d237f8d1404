import { expose } from 'comlink';
import { crc32 } from 'hash-wasm';
import { openFile, openJobFolder } from '../../files/opfs-folder.ts';
import { hashFile } from '../../hash/hash-file.ts';
import { maxSmallFileBytes, openSmallFiles } from '../../small-files/small-files.ts';
import type { LayoutWorker } from './layout-worker.ts';

const encoder = new TextEncoder();

async function put(file: FileSystemFileHandle, content: Uint8Array, bytes: number): Promise<void> {
  const handle = await file.createSyncAccessHandle();
  handle.truncate(bytes);
  handle.write(content, { at: 0 });
  handle.close();
}

async function* walk(
  folder: FileSystemDirectoryHandle,
  path: string,
): AsyncGenerator<[string, FileSystemFileHandle]> {
  for await (const [name, entry] of folder) {
    if (entry.kind === 'directory') yield* walk(entry as FileSystemDirectoryHandle, `${path}${name}/`);
    else yield [`${path}${name}`, entry as FileSystemFileHandle];
  }
}

const worker: LayoutWorker = {
  async lay({ jobId, folder, count, bytes, isSparse }) {
    const root = await openJobFolder(jobId);
    const small = bytes <= maxSmallFileBytes ? await openSmallFiles(root) : null;
    const paths = Array.from({ length: count }, (_, place) => `${folder}/${place % 100}/${place}.jpg`);
    for (const path of paths) {
      const text = encoder.encode(path);
      const content = isSparse ? text : new Uint8Array(bytes).map((_, at) => (at * 31 + path.length) & 255);
      content.set(text.subarray(0, content.byteLength));
      if (small) small.add(path, content, Number.parseInt(await crc32(content), 16));
      else await put(await openFile(root, path, true), content, bytes);
    }
    small?.close();
    return paths;
  },
  async write({ jobId, path, text }) {
    const file = await openFile(await openJobFolder(jobId), path, true);
    const content = encoder.encode(text);
    await put(file, content, content.byteLength);
    return hashFile(await file.getFile(), path);
  },
  async look(name) {
    const found: Record<string, string | null> = {};
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
    for await (const [path, handle] of walk(folder, '')) {
      const file = await handle.getFile();
      found[path] = file.size > 1024 ? null : await file.text();
    }
    return found;
  },
  async writeAt({ path, text }) {
    const content = encoder.encode(text);
    const root = await navigator.storage.getDirectory();
    const names = path.split('/');
    let folder = root;
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
    await put(await folder.getFileHandle(names.at(-1) ?? '', { create: true }), content, content.byteLength);
  },
  async clear() {
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
  },
};

expose(worker);
