/** Hashes beside the downloads, so that a processor's second core does what would halve their speed. Called through comlink. */
import { expose, transfer } from 'comlink';
import { createCRC32, createSHA256, type IHasher } from 'hash-wasm';
import { AppError } from '../../../shared/app-error.ts';
import { answerError } from '../worker/answer-error.ts';
import type { FileSums, HashState, HashWorker } from './hash-worker.ts';

interface Running {
  sha256: IHasher;
  crc32: IHasher;
}

const running = new Map<string, Running>();

function find(id: string): Running {
  const found = running.get(id);
  if (!found) throw new AppError('storage.failed', 'This hash has ended.');
  return found;
}

/** A state that another version has saved is of no use; the file is read again then. */
function load({ sha256, crc32 }: Running, state: HashState): boolean {
  try {
    sha256.load(state.sha256);
    crc32.load(state.crc32);
    return true;
  } catch {
    sha256.init();
    crc32.init();
    return false;
  }
}

const worker: HashWorker = {
  open: answerError(async (state) => {
    const hashers = { sha256: await createSHA256(), crc32: await createCRC32() };
    // Not counted: a worker that was begun anew would give the same to another file.
    const id = crypto.randomUUID();
    running.set(id, hashers);
    return { id, isLoaded: state !== null && load(hashers, state) };
  }),

  add: answerError(async (id, bytes) => {
    const { sha256, crc32 } = find(id);
    sha256.update(bytes);
    crc32.update(bytes);
    return transfer(bytes, [bytes.buffer]);
  }),

  save: answerError(async (id): Promise<HashState> => {
    const { sha256, crc32 } = find(id);
    return { sha256: new Uint8Array(sha256.save()), crc32: new Uint8Array(crc32.save()) };
  }),

  finish: answerError(async (id): Promise<FileSums> => {
    const { sha256, crc32 } = find(id);
    running.delete(id);
    return { sha256: sha256.digest(), crc32: Number.parseInt(crc32.digest(), 16) };
  }),

  async drop(id) {
    running.delete(id);
  },
};

expose(worker);
