/** SHA-256 and CRC-32 of a file while it is written, in a worker beside. The browser's own digest wants all bytes at once. */
import { transfer } from 'comlink';
import { keepWorker } from '../worker/keep-worker.ts';
import type { FileSums, HashState, HashWorker } from './hash-worker.ts';

const pieceBytes = 1024 * 1024;
/** Pieces on their way. So many, because a worker that is busy with what arrives comes to ours but now and then. */
const piecesAtOnce = 8;

const ask = keepWorker<HashWorker>(
  () => new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' }),
  'storage.failed',
);

/** Fills the buffer from a place in the file and says how much of it. */
export type ReadAt = (buffer: Uint8Array, at: number) => number | Promise<number>;

/** Where a hash of a file stands, as it is written down. */
export interface SavedHash {
  bytes: number;
  state: HashState;
}

/** The hash of one file, which follows what is written. */
export interface FileHash {
  /** Everything up to here is in the file and will not change. */
  advance(upTo: number): void;
  save(): Promise<SavedHash>;
  /** Settles when so many bytes have been hashed. Throws what reading has thrown, and `storage.failed` when its worker was lost. */
  finish(bytes: number): Promise<FileSums>;
  /** Settles when the file is not read any more. */
  stop(): Promise<void>;
}

/** Begins a hash, or goes on with one that was saved. */
export async function createFileHash(read: ReadAt, saved: SavedHash | null): Promise<FileHash> {
  const { id, isLoaded } = await ask((worker) => worker.open(saved?.state ?? null));
  let sentBytes = saved && isLoaded ? saved.bytes : 0;
  let wantedBytes = sentBytes;
  let isStopped = false;
  /** Of a piece that the worker did not take: the sums would be of other bytes than the file's. */
  let failure: unknown = null;
  let loop: Promise<void> | null = null;
  const spare: Uint8Array<ArrayBuffer>[] = [];

  async function sendAll(): Promise<void> {
    const sent: Promise<void>[] = [];
    while (sentBytes < wantedBytes && !isStopped && !failure) {
      const piece = spare.pop() ?? new Uint8Array(pieceBytes);
      const length = Math.min(piece.length, wantedBytes - sentBytes);
      const count = await read(piece.subarray(0, length), sentBytes);
      if (count !== length) throw new Error('A file is shorter than what was written to it.');
      sentBytes += length;
      sent.push(send(piece, length));
      if (sent.length >= piecesAtOnce) await sent.shift();
    }
    await Promise.all(sent);
  }
  async function send(piece: Uint8Array<ArrayBuffer>, length: number): Promise<void> {
    const whole = new Uint8Array(piece.buffer, 0, length);
    try {
      const back = await ask((worker) => worker.add(id, transfer(whole, [piece.buffer])));
      spare.push(new Uint8Array(back.buffer));
    } catch (error) {
      failure ??= error;
    }
  }
  async function askWhole<Result>(question: Parameters<typeof ask<Result>>[0]): Promise<Result> {
    if (failure) throw failure;
    return ask(question);
  }
  const run = (): Promise<void> => {
    loop ??= sendAll().finally(() => {
      loop = null;
    });
    return loop;
  };

  return {
    advance(upTo) {
      wantedBytes = Math.max(wantedBytes, upTo);
      // A place that could not be read is read again at the end, which throws what goes wrong.
      run().catch(() => undefined);
    },
    async save() {
      const bytes = sentBytes;
      const state = await askWhole((worker) => worker.save(id));
      // Of what was on its way when it was asked.
      if (failure) throw failure;
      return { bytes, state };
    },
    async finish(bytes) {
      await loop?.catch(() => undefined);
      wantedBytes = bytes;
      while (sentBytes < bytes && !failure) await run();
      await loop;
      return askWhole((worker) => worker.finish(id));
    },
    async stop() {
      isStopped = true;
      await loop?.catch(() => undefined);
      // With a worker that was lost its hashes are gone as well.
      await ask((worker) => worker.drop(id)).catch(() => undefined);
    },
  };
}
