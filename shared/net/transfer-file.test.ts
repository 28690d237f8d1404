/** The transfer over a server and a disk in memory; over real ones it is tested at its two sides. */
import { describe, expect, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { RangeRefused } from './answer.ts';
import type { PartState } from './part-state.ts';
import { createSpeedLimit } from './speed-limit.ts';
import type { FileBody, PartFile, PartStore, Transfer } from './transfer.ts';
import { transferFile } from './transfer-file.ts';

const mebibyte = 1024 * 1024;
const chunkBytes = 64 * 1024;
const content = Uint8Array.from({ length: 5 * mebibyte + 123 }, (_, at) => (at * 31 + (at >> 11)) % 251);

/** How an answer breaks: after so many bytes, and when `until` has settled. */
interface Failure {
  afterBytes: number;
  until?: Promise<void>;
  error: Error;
}

/** Serves the content; `fail` says which answers break. */
class Server {
  asked: [number, number][] = [];
  validator: string | null = '"one"';
  content = content;
  fail: (asked: number) => Failure | null = () => null;

  answer(from: number, to: number, isWhole: boolean): FileBody {
    this.asked.push([from, to]);
    const end = Math.min(to, this.content.length);
    const failure = this.fail(this.asked.length);
    let at = from;
    return {
      from,
      to: end,
      totalBytes: this.content.length,
      validator: this.validator,
      hasRanges: !isWhole || this.validator !== null,
      read: async () => {
        if (failure && at - from >= failure.afterBytes) {
          await failure.until;
          throw failure.error;
        }
        const chunk = this.content.subarray(at, Math.min(end, at + chunkBytes));
        at += chunk.length;
        return chunk.length > 0 ? chunk : null;
      },
      close: () => undefined,
    };
  }
}

/** A disk that outlives a transfer; `room` is all that fits onto it. */
class Disk {
  bytes = new Uint8Array(0);
  state: PartState | null = null;
  room = Number.POSITIVE_INFINITY;
  isSlow: boolean;
  constructor(isSlow: boolean) {
    this.isSlow = isSlow;
  }

  write(bytes: Uint8Array, at: number): void {
    if (at + bytes.length > this.room) throw new AppError('storage.full');
    const grown = new Uint8Array(Math.max(this.bytes.length, at + bytes.length));
    grown.set(this.bytes);
    grown.set(bytes, at);
    this.bytes = grown;
  }

  open = async (): Promise<PartFile<string>> => ({
    write: (bytes, at) => {
      if (!this.isSlow) return this.write(bytes, at);
      return new Promise((resolve) => setTimeout(resolve, 1)).then(() => this.write(bytes, at));
    },
    settle: () => undefined,
    read: (at, length) => this.bytes.subarray(at, at + length),
    truncate: (bytes) => {
      this.bytes = this.bytes.slice(0, bytes);
    },
    save: async (readState) => {
      this.state = readState();
    },
    finish: async (bytes) => `${bytes} bytes`,
    close: async () => undefined,
  });

  store: PartStore<string> = {
    find: async () => this.state && { state: this.state, open: this.open },
    checkSpace: async () => undefined,
    create: () => {
      this.bytes = new Uint8Array(0);
      return this.open();
    },
    removeState: async () => {
      this.state = null;
    },
    remove: async () => {
      this.state = null;
      this.bytes = new Uint8Array(0);
    },
  };
}

const pauses = { throwIfAborted: () => undefined, sleep: async () => undefined };

function get(server: Server, disk: Disk, change: Partial<Transfer<string>> = {}) {
  return transferFile<string>({
    openLine: () => ({
      ...pauses,
      askFirst: async (upTo) => server.answer(0, upTo ?? Number.POSITIVE_INFINITY, upTo === null),
      askPart: async ({ from, to, validator }) => {
        if (validator !== server.validator) throw new RangeRefused('It has changed.', true);
        return server.answer(from, to, false);
      },
      end: () => undefined,
    }),
    pauses,
    store: disk.store,
    habits: { blockBytes: 2 * mebibyte, firstConnections: 1, pieceBytes: 256 * 1024, maxSmallBytes: 1000 },
    timing: { stallTimeoutMs: 5000, pace: 0, saveEveryMs: 1000 },
    isHostFree: () => true,
    mayComeInParts: true,
    pathname: '/clip',
    connections: 1,
    speed: createSpeedLimit(null),
    checkLength: () => undefined,
    checkHead: () => undefined,
    checkEnd: async () => undefined,
    onProgress: () => undefined,
    ...change,
  });
}

const broken = new AppError('media.incomplete');
const isSame = (disk: Disk, wanted = content): boolean =>
  disk.bytes.length === wanted.length && disk.bytes.every((byte, at) => byte === wanted[at]);

describe.each([
  ['at once', false],
  ['slowly', true],
])('on a disk that takes bytes %s', (_name, isSlow) => {
  it.each([1, 4])('every byte arrives where it belongs, over %i connections', async (connections) => {
    const [server, disk] = [new Server(), new Disk(isSlow)];
    expect(await get(server, disk, { connections })).toEqual({
      bytes: content.length,
      sums: `${content.length} bytes`,
    });
    expect(isSame(disk)).toBe(true);
    expect(disk.state).toBeNull();
  });

  it('what breaks is asked for again where it broke', async () => {
    const [server, disk] = [new Server(), new Disk(isSlow)];
    server.fail = () => ({ afterBytes: 10 * chunkBytes, error: broken });
    await get(server, disk);
    expect(isSame(disk)).toBe(true);
    expect(server.asked.slice(0, 3).map(([from]) => from)).toEqual([0, 10 * chunkBytes, 20 * chunkBytes]);
  });

  it('what was given up is gone on with, and begun anew when the file has changed', async () => {
    const [server, disk] = [new Server(), new Disk(isSlow)];
    const refused = new AppError('media.expired');
    server.fail = (count) => (count === 2 ? { afterBytes: 4 * chunkBytes, error: refused } : null);
    await expect(get(server, disk)).rejects.toBe(refused);
    const keptBytes = 2 * mebibyte + 4 * chunkBytes;
    expect(disk.state).toMatchObject({ pathname: '/clip', validator: '"one"', done: [[0, keptBytes]] });

    const left = disk.state;
    await get(server, disk);
    expect(server.asked[2]?.[0]).toBe(keptBytes);
    expect(isSame(disk)).toBe(true);

    disk.state = left;
    server.validator = '"two"';
    server.content = content.map((byte) => byte ^ 1);
    await get(server, disk);
    expect(isSame(disk, server.content)).toBe(true);
  });

  it('a full disk ends it, and keeps what it has but for the room to write that down', async () => {
    const [server, disk] = [new Server(), new Disk(isSlow)];
    disk.room = 3 * mebibyte;
    await expect(get(server, disk, { connections: 4 })).rejects.toMatchObject({ code: 'storage.full' });
    const ends = disk.state?.done.map(([, to]) => to) ?? [];
    expect(Math.max(...ends)).toBeGreaterThan(mebibyte);
    expect(disk.bytes.length).toBe(Math.max(...ends));
    disk.room = Number.POSITIVE_INFINITY;
    await get(server, disk);
    expect(isSame(disk)).toBe(true);
  });
});

it('a state that cannot be written any more leaves the one before it', async () => {
  const [server, disk] = [new Server(), new Disk(false)];
  server.fail = (count) =>
    count === 2 ? { afterBytes: chunkBytes, error: new AppError('media.expired') } : null;
  await expect(get(server, disk)).rejects.toMatchObject({ code: 'media.expired' });
  const left = disk.state;
  server.fail = () => ({ afterBytes: 0, error: new AppError('media.expired') });
  const open = disk.open;
  disk.open = async () => ({ ...(await open()), save: () => Promise.reject(new AppError('storage.failed')) });
  await expect(get(server, disk)).rejects.toMatchObject({ code: 'media.expired' });
  expect(disk.state).toEqual(left);
  expect(disk.bytes.length).toBeGreaterThan(0);
});

it('what nothing tells apart from another version comes in one piece, and leaves nothing when it breaks', async () => {
  const [server, disk] = [new Server(), new Disk(false)];
  server.validator = null;
  server.fail = () => ({ afterBytes: mebibyte, error: broken });
  await expect(get(server, disk)).rejects.toBe(broken);
  expect([disk.state, disk.bytes.length]).toEqual([null, 0]);
  server.fail = () => null;
  await get(server, disk);
  expect(isSame(disk)).toBe(true);
});

it('a small file never touches the disk', async () => {
  const [server, disk] = [new Server(), new Disk(false)];
  server.content = content.slice(0, 900);
  expect(await get(server, disk)).toEqual({ bytes: 900, content: server.content });
  expect(disk.bytes.length).toBe(0);
});

it('a part whose fetch was killed is not taken for the file whose part it replaced', async () => {
  const [server, disk] = [new Server(), new Disk(false)];
  server.fail = (count) =>
    count === 2 ? { afterBytes: chunkBytes, error: new AppError('media.expired') } : null;
  await expect(get(server, disk)).rejects.toMatchObject({ code: 'media.expired' });

  const other = new Server();
  other.content = content.map((byte) => byte ^ 1);
  const stopped = Promise.withResolvers<void>();
  other.fail = (count) => {
    if (count < 2) return null;
    stopped.resolve();
    return { afterBytes: mebibyte, until: new Promise(() => undefined), error: broken };
  };
  void get(other, disk, { pathname: '/other' });
  await stopped.promise;

  server.fail = () => null;
  await get(server, disk);
  expect(isSame(disk)).toBe(true);
});

it('connections that all break in the same moment leave one that goes on', async () => {
  const [server, disk] = [new Server(), new Disk(false)];
  const all = Promise.withResolvers<void>();
  server.fail = (count) => {
    if (count === 3) all.resolve();
    return count <= 3 ? { afterBytes: 0, until: all.promise, error: broken } : null;
  };
  await get(server, disk, { connections: 3 });
  expect(isSame(disk)).toBe(true);
  expect(server.asked.length).toBeGreaterThan(3);
});
