/** Carries the body of one answer into its stretch of the file. */
import { AppError } from '../../shared/errors.ts';
import type { Segment } from '../../shared/net/segments.ts';
import { toNetworkError } from './client.ts';
import type { Answer } from './http-connection.ts';
import { createStallGuard } from './stall-guard.ts';

/** Larger writes gain nothing, smaller ones cost turns. One is written while the next is collected. */
const writeBytes = 512 * 1024;

/** Where the bytes go and when they stop coming. */
export interface PumpOptions {
  /** The bytes are only valid until it settles. */
  write(bytes: Buffer, at: number): Promise<void>;
  /** Throws when the whole file may not be so long. */
  checkLength(bytes: number): void;
  stallTimeoutMs: number;
  /** Where the body ends by itself; infinite when the server does not say. */
  bodyEnd: number;
}

/**
 * Collects bytes and writes them in large pieces. Two buffers are used in turns for the whole stretch: what arrives is
 * copied and let go of at once, or memory would grow with the speed of the network.
 */
function createCollector(segment: Segment, write: PumpOptions['write']) {
  const size = Math.min(writeBytes, segment.end - segment.received);
  let filling: Buffer = Buffer.allocUnsafe(size);
  let spare: Buffer | null = null;
  let filledBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await writing;
    const full = filling;
    const upTo = segment.received;
    writing = write(full.subarray(0, filledBytes), upTo - filledBytes).then(() => {
      segment.written = upTo;
    });
    // Awaited by the next flush; until then a failure has nobody who listens.
    writing.catch(() => undefined);
    filling = spare ?? Buffer.allocUnsafe(size);
    spare = full;
    filledBytes = 0;
  };
  return {
    /** Takes as many as there is room for and says how many. */
    add(bytes: Buffer): number {
      const taken = bytes.copy(filling, filledBytes);
      filledBytes += taken;
      segment.received += taken;
      return taken;
    },
    isFull: () => filledBytes === size,
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
export async function pump(
  response: Answer,
  segment: Segment,
  { write, checkLength, stallTimeoutMs, bodyEnd }: PumpOptions,
): Promise<void> {
  const guard = createStallGuard(stallTimeoutMs, () => response.destroy(new AppError('net.timeout')));
  const collector = createCollector(segment, write);
  try {
    for (let chunk = await response.read(); chunk; chunk = await response.read()) {
      guard.add(chunk.length);
      // The end may have moved towards us since the last chunk, but not below what has arrived.
      let left = chunk.subarray(0, segment.end - segment.received);
      while (left.length > 0) {
        left = left.subarray(collector.add(left));
        if (!collector.isFull()) continue;
        guard.pause();
        await collector.flush();
        guard.resume();
      }
      checkLength(segment.received);
      // A body that ends here anyway is read to its end, which keeps the connection.
      if (segment.received >= segment.end && segment.end < bodyEnd) {
        response.discard();
        break;
      }
    }
  } catch (error) {
    response.destroy(new AppError('job.cancelled'));
    throw toNetworkError(error);
  } finally {
    guard.stop();
    await collector.finish();
  }
}
