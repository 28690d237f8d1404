/** Carries the body of one answer into its stretch of the file. */
import { AppError } from '../app-error.ts';
import { readClockMs } from './clock.ts';
import type { Segment } from './segments.ts';
import type { SpeedLimit } from './speed-limit.ts';
import { createStallGuard } from './stall-guard.ts';
import type { FileBody } from './transfer.ts';

/** What a connection collects in: a second buffer where one is still written while the next is filled. */
export interface Buffers {
  filling: Uint8Array;
  spare: Uint8Array | null;
}

/** Used again for every stretch of a connection: memory does not grow with the speed of the network. */
export const createBuffers = (bytes: number): Buffers => ({ filling: new Uint8Array(bytes), spare: null });

/** Where the bytes go and when they stop coming. */
export interface PumpOptions {
  /** See `PartFile`. */
  write(bytes: Uint8Array, at: number): Promise<void> | void;
  /** More of the stretch lies on the disk. */
  onWritten(): void;
  /** Throws when the whole file may not be so long. */
  checkLength(bytes: number): void;
  /** Throws when there is nothing more to wait for. */
  sleep(ms: number): Promise<unknown>;
  buffers: Buffers;
  speed: SpeedLimit;
  stallTimeoutMs: number;
}

/** Collects bytes and writes them in large pieces. */
function createCollector(segment: Segment, { buffers, write, onWritten }: PumpOptions) {
  const noteWritten = (upTo: number): void => {
    segment.written = upTo;
    onWritten();
  };
  let filledBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await writing;
    const upTo = segment.received;
    const full = buffers.filling;
    const pending = write(full.subarray(0, filledBytes), upTo - filledBytes);
    filledBytes = 0;
    if (!pending) return noteWritten(upTo);
    buffers.filling = buffers.spare ?? new Uint8Array(full.length);
    buffers.spare = full;
    writing = pending.then(() => noteWritten(upTo));
    // Awaited by the next flush; until then a failure has nobody who listens.
    writing.catch(() => undefined);
  };
  return {
    /** Takes as many as there is room for and says how many. */
    add(bytes: Uint8Array): number {
      const piece = bytes.subarray(0, buffers.filling.length - filledBytes);
      buffers.filling.set(piece, filledBytes);
      filledBytes += piece.length;
      segment.received += piece.length;
      return piece.length;
    },
    isFull: () => filledBytes === buffers.filling.length,
    flush,
    /** Writes what is left and settles when everything is written. */
    async finish(): Promise<void> {
      if (filledBytes > 0) await flush();
      await writing;
    },
  };
}

/**
 * Reads until the stretch is full or the body ends. What has arrived is written also when the connection breaks.
 * Throws `net.timeout` when the server falls silent, `media.incomplete` when it breaks off, and what `write` throws.
 */
export async function pump(body: FileBody, segment: Segment, options: PumpOptions): Promise<void> {
  const { checkLength, sleep, speed, stallTimeoutMs } = options;
  const guard = createStallGuard(stallTimeoutMs, () => body.close(new AppError('net.timeout')));
  const collector = createCollector(segment, options);
  const excuse = async (wait: () => Promise<unknown>): Promise<void> => {
    guard.pause();
    await wait();
    guard.resume();
  };
  try {
    for (let chunk = await body.read(); chunk; chunk = await body.read()) {
      guard.add(chunk.length);
      // The end may have moved towards us since the last chunk, but not below what has arrived.
      let left = chunk.subarray(0, segment.end - segment.received);
      while (left.length > 0) {
        left = left.subarray(collector.add(left));
        if (collector.isFull()) await excuse(collector.flush);
      }
      checkLength(segment.received);
      const waitMs = speed.spend(chunk.length, readClockMs());
      if (waitMs > 0) await excuse(() => sleep(waitMs));
      // A body that ends here anyway is read to its end, which keeps the connection.
      if (segment.received >= segment.end && segment.end < (body.to ?? Number.POSITIVE_INFINITY)) break;
    }
  } finally {
    guard.stop();
    body.close();
    await collector.finish();
  }
}
