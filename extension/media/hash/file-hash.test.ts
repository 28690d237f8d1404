import { createHash } from 'node:crypto';
import { expose } from 'comlink';
import { beforeAll, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { answerError } from '../worker/answer-error.ts';
import type { HashWorker } from './hash-worker.ts';

/** The product's worker over a channel of Node, with SHA-256 alone. */
function createHasher(): HashWorker {
  const running = new Map<string, ReturnType<typeof createHash>>();
  const find = (id: string) => {
    const found = running.get(id);
    if (!found) throw new AppError('storage.failed');
    return found;
  };
  return {
    open: answerError(async () => {
      const id = crypto.randomUUID();
      running.set(id, createHash('sha256'));
      return { id, isLoaded: false };
    }),
    add: answerError(async (id, bytes) => {
      find(id).update(bytes);
      return bytes;
    }),
    save: answerError(async (id) => {
      find(id);
      return { sha256: new Uint8Array(0), crc32: new Uint8Array(0) };
    }),
    finish: answerError(async (id) => ({ sha256: find(id).digest('hex'), crc32: 0 })),
    async drop(id) {
      running.delete(id);
    },
  };
}

class NodeWorker extends EventTarget {
  static last: NodeWorker | null = null;
  #port: MessagePort;
  constructor() {
    super();
    NodeWorker.last = this;
    const { port1, port2 } = new MessageChannel();
    expose(createHasher(), port2);
    port1.onmessage = ({ data }) => void this.dispatchEvent(new MessageEvent('message', { data }));
    this.#port = port1;
  }
  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }
  terminate(): void {
    this.#port.close();
  }
}

beforeAll(() => vi.stubGlobal('Worker', NodeWorker));

const half = 2 * 1024 * 1024;
const readFrom = (file: Uint8Array) => (into: Uint8Array, at: number) => {
  const piece = file.subarray(at, at + into.length);
  into.set(piece);
  return piece.length;
};
const sumOf = (file: Uint8Array): string => createHash('sha256').update(file).digest('hex');

it('a worker that was lost fails the files whose bytes it had, and leaves those begun after it alone', async () => {
  const { createFileHash } = await import('./file-hash.ts');
  const before = await createFileHash(readFrom(new Uint8Array(2 * half).fill(1)), null);
  before.advance(half);
  await before.save();
  NodeWorker.last?.dispatchEvent(new Event('error'));
  const next = new Uint8Array(2 * half).fill(2);
  const after = await createFileHash(readFrom(next), null);
  await expect(before.finish(2 * half)).rejects.toMatchObject({ code: 'storage.failed', retryable: true });
  await expect(before.save()).rejects.toMatchObject({ code: 'storage.failed' });
  await expect(after.finish(2 * half)).resolves.toMatchObject({ sha256: sumOf(next) });
});

it('a place that cannot be read is read again at the end', async () => {
  const { createFileHash } = await import('./file-hash.ts');
  const file = new Uint8Array(half).fill(3);
  let tries = 0;
  const read = vi.fn((into: Uint8Array, at: number) => {
    tries += 1;
    if (tries === 1) throw new Error('busy');
    return readFrom(file)(into, at);
  });
  const hash = await createFileHash(read, null);
  hash.advance(half);
  await expect(hash.finish(half)).resolves.toMatchObject({ sha256: sumOf(file) });
});
