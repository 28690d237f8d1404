/**
 * The bytes of a connection, asked for piece by piece. They are read into one buffer that is used again and again, so
 * that memory stays the same however fast and long an answer is: streams make a new buffer for every piece and leave it
 * to the garbage collector.
 */
import type { OnReadOpts, Socket } from 'node:net';

/** How much may be read at once. */
const windowBytes = 64 * 1024;
/**
 * Windows move through a ring. TLS goes on to give what it has decrypted of the last 64 KiB after it was asked to stop,
 * so a piece that is being used and all that can still come must fit in beside the next window.
 */
const ringBytes = 4 * windowBytes;

/** Reads a connection. One call of `read` at a time. */
export interface ByteSource {
  /** The next bytes, valid until the next call; null at the end. Throws the connection's error. */
  read(): Promise<Buffer | null>;
  /** Puts the end of the last piece back; it is what `read` gives next. */
  unread(bytes: Buffer): void;
  /** Notices what comes unasked, and the end. */
  watch(): void;
  /** True when bytes have come that nobody has asked for, or the end. */
  isDisturbed(): boolean;
}

/** How a socket is opened that reads as it is told; one that cannot do so gives its bytes as events. */
export type OpenSocket = (onread: OnReadOpts) => Promise<{ socket: Socket; readsAsTold: boolean }>;

interface Waiting {
  resolve(bytes: Buffer | null): void;
  reject(error: Error): void;
}

/** Hands out windows of a ring; `use` moves on behind the bytes that have come and gives them. */
function createRing() {
  const ring = Buffer.allocUnsafeSlow(ringBytes);
  let at = 0;
  return {
    nextWindow(): Buffer {
      if (ring.length - at < windowBytes) at = 0;
      return ring.subarray(at, at + windowBytes);
    },
    use(length: number): Buffer {
      at += length;
      return ring.subarray(at - length, at);
    },
  };
}

/** Opens a connection for reading this way. Throws what `open` throws. */
export async function openByteSource(open: OpenSocket): Promise<{ socket: Socket; source: ByteSource }> {
  const ring = createRing();
  const arrived: Buffer[] = [];
  let waiting: Waiting | null = null;
  let ended: { error: Error | null } | null = null;

  /** Nothing more is read until it is asked for. */
  const arrive = (bytes: Buffer): false => {
    const asked = waiting;
    waiting = null;
    if (asked) asked.resolve(bytes);
    else arrived.push(bytes);
    return false;
  };
  const end = (error: Error | null): void => {
    ended ??= { error };
    const asked = waiting;
    waiting = null;
    if (error) asked?.reject(error);
    else asked?.resolve(null);
  };

  const { socket, readsAsTold } = await open({
    buffer: ring.nextWindow,
    callback: (length) => arrive(ring.use(length)),
  });
  if (!readsAsTold)
    socket.on('data', (bytes: Buffer) => {
      socket.pause();
      arrive(bytes);
    });
  socket
    .on('error', end)
    .on('end', () => end(null))
    .on('close', () => end(null));

  const source: ByteSource = {
    read() {
      const before = arrived.shift();
      if (before) return Promise.resolve(before);
      if (ended) return ended.error ? Promise.reject(ended.error) : Promise.resolve(null);
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.resume();
      });
    },
    unread(bytes) {
      if (bytes.length > 0) arrived.unshift(bytes);
    },
    watch: () => void socket.resume(),
    isDisturbed: () => arrived.length > 0 || ended !== null,
  };
  return { socket, source };
}
