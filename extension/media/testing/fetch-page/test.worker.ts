import { expose } from 'comlink';
import { z } from 'zod';
import { toWire } from '../../../../shared/app-error.ts';
import { createSpeedLimit } from '../../../../shared/net/speed-limit.ts';
import type { TransferProgress } from '../../../../shared/net/transfer.ts';
import { fetchFile } from '../../download/fetch-file.ts';
import { openPartFolder } from '../../download/part-place.ts';
import { openFile, openJobFolder, removeJobFolder } from '../../files/opfs-folder.ts';
import { hashFile } from '../../hash/hash-file.ts';
import { openSmallFiles } from '../../small-files/small-files.ts';
import { fetchStream } from '../../stream/fetch-stream.ts';
import type { StreamProgress } from '../../stream/fetched-stream.ts';
import type { TestWorker } from './test-worker.ts';

const jobId = 'test';
let running = new AbortController();

async function* walk(folder: FileSystemDirectoryHandle, path: string): AsyncGenerator<[string, number]> {
  for await (const [name, entry] of folder) {
    if (entry.kind === 'directory') yield* walk(entry as FileSystemDirectoryHandle, `${path}${name}/`);
    else yield [`${path}${name}`, (await (entry as FileSystemFileHandle).getFile()).size];
  }
}

/** Neither checked nor hashed nor resumed: what a few lines do. */
async function fetchBare(url: string, file: FileSystemFileHandle): Promise<void> {
  const handle = await file.createSyncAccessHandle();
  const reader = (await fetch(url, { cache: 'no-store' })).body?.getReader();
  let at = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read())
    at += handle.write(part.value, { at });
  handle.flush();
  handle.close();
}

const worker: TestWorker = {
  async fetch({ wanted, timing }) {
    running = new AbortController();
    const told: TransferProgress[] = [];
    const { signal } = running;
    try {
      const folder = await openJobFolder(jobId);
      const onProgress = (progress: TransferProgress): void => void told.push(progress);
      return { file: await fetchFile(wanted, { folder, signal, timing, onProgress }), told };
    } catch (error) {
      return { error: toWire(error) };
    }
  },
  async stream({ url, wish, timing }) {
    running = new AbortController();
    const told: StreamProgress[] = [];
    const { signal } = running;
    try {
      const folder = await openJobFolder(jobId);
      const onProgress = (progress: StreamProgress): void => void told.push(progress);
      const control = {
        folder,
        stem: 'media/film',
        signal,
        timing,
        speed: createSpeedLimit(null),
        cookieDomains: [],
        onProgress,
      };
      return { stream: await fetchStream(url, wish, control), told };
    } catch (error) {
      return { error: toWire(error) };
    }
  },
  async fetchMany({ urls, isBare, connections, expect }) {
    const folder = await openJobFolder(jobId);
    const smallFiles = expect === 'image' && !isBare ? await openSmallFiles(folder) : undefined;
    const waiting = [...urls.entries()];
    const startedMs = performance.now();
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [place, url] = next;
        const path = `many/${place}.mp4`;
        if (isBare) await fetchBare(url, await openFile(folder, path, true));
        else
          await fetchFile(
            {
              addresses: [url],
              path,
              expect,
              connections,
              rateLimitBytesPerSec: null,
              cookieDomains: [],
            },
            { folder, smallFiles, signal: running.signal },
          );
      }
    };
    await Promise.all(Array.from({ length: 6 }, work));
    smallFiles?.flush();
    const elapsedMs = performance.now() - startedMs;
    smallFiles?.close();
    return elapsedMs;
  },
  async abort() {
    running.abort(new DOMException('Given up.', 'AbortError'));
  },
  async list() {
    const found: Record<string, number> = {};
    for await (const [path, bytes] of walk(await openJobFolder(jobId), '')) found[path] = bytes;
    return found;
  },
  async hash(path) {
    return (await hashFile(await (await openFile(await openJobFolder(jobId), path, false)).getFile(), path))
      .sha256;
  },
  async breakState(path) {
    const parts = await openPartFolder(await openJobFolder(jobId));
    const writable = await (await parts.getFileHandle(path.replace('.parts/', ''))).createWritable();
    await writable.write('{"version":1,');
    await writable.close();
  },
  async read(path) {
    const file = await (await openFile(await openJobFolder(jobId), path, false)).getFile();
    return z.util.uint8ArrayToBase64(new Uint8Array(await file.arrayBuffer()));
  },
  clear: () => removeJobFolder(jobId),
};

expose(worker);
