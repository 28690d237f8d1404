/**
 * Small files, read in a worker that is replaced now and then: what the browser keeps of a file that was looked at, some
 * 10 KB, goes when it next collects, and of a worker that has ended at once.
 */
import { transfer } from 'comlink';
import { type RunningWorker, watchWorker } from '../worker/worker-bridge.ts';
import type { PackedFile } from './pack-worker.ts';
import type { ReadWorker } from './read-worker.ts';

const filesPerWorker = 1024;

interface Reader {
  worker: RunningWorker<ReadWorker>;
  opened: Promise<unknown>;
  /** Files that it was asked for. */
  asked: number;
  /** Questions that it has not answered. */
  open: number;
}

export interface SmallFiles {
  /**
   * The bytes of the files, one behind the other, at the beginning of a memory that is to be given back. Throws
   * `storage.failed` when one has another length.
   */
  read(files: readonly PackedFile[]): Promise<Uint8Array<ArrayBuffer>>;
  giveBack(memory: Uint8Array<ArrayBuffer>): void;
  /** Fails what is still read with `job.cancelled`. */
  end(): void;
}

/** Of files below a folder; those of one question have at most `memoryBytes` together. */
export function createSmallFiles(folder: FileSystemDirectoryHandle, memoryBytes: number): SmallFiles {
  const spare: Uint8Array<ArrayBuffer>[] = [];
  const readers = new Set<Reader>();
  const stop = new AbortController();
  let current: Reader | null = null;

  function start(): Reader {
    const worker = watchWorker<ReadWorker>(
      new Worker(new URL('./read.worker.ts', import.meta.url), { type: 'module' }),
      { failedCode: 'storage.failed', signal: stop.signal },
    );
    const reader = { worker, opened: worker.ask((api) => api.open(folder)), asked: 0, open: 0 };
    readers.add(reader);
    return reader;
  }

  /** One that was replaced ends with its last answer. */
  function endReplaced(): void {
    for (const reader of readers) {
      if (reader === current || reader.open > 0) continue;
      reader.worker.end();
      readers.delete(reader);
    }
  }

  return {
    async read(files) {
      if (!current || current.asked >= filesPerWorker || current.worker.isLost()) current = start();
      endReplaced();
      const reader = current;
      reader.asked += files.length;
      reader.open += 1;
      try {
        await reader.opened;
        const memory = spare.pop() ?? new Uint8Array(memoryBytes);
        return await reader.worker.ask((api) => api.read(files, transfer(memory, [memory.buffer])));
      } finally {
        reader.open -= 1;
        endReplaced();
      }
    },
    giveBack: (memory) => void spare.push(memory),
    end() {
      stop.abort();
      for (const { worker } of readers) worker.end();
    },
  };
}
