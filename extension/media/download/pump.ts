/** Carries the body of one answer into its stretch of the file. */
import { AppError } from '../../../shared/errors.ts';
import type { Segment } from '../../../shared/net/segments.ts';
import type { FileBody } from './file-request.ts';
import { pause } from './pause.ts';
import type { SpeedLimit } from './speed-limit.ts';
import { createStallGuard } from './stall-guard.ts';

/** Larger writes gain nothing, smaller ones cost turns. */
export const writeBytes = 1024 * 1024;

/** Where the bytes go and when they stop coming. */
export interface PumpOptions {
  /** Takes them before it returns. */
  write(bytes: Uint8Array, at: number): void;
  /** Throws when the whole file may not be so long. */
  checkLength(bytes: number): void;
  /** To collect in; used again for every stretch of a connection. */
  buffer: Uint8Array;
  speed: SpeedLimit;
  stallTimeoutMs: number;
  signal: AbortSignal;
}

/** Collects bytes and writes them in large pieces. */
function createCollector(segment: Segment, { buffer, write }: PumpOptions) {
  let filledBytes = 0;
  const flush = (): void => {
    if (filledBytes === 0) return;
    write(buffer.subarray(0, filledBytes), segment.received - filledBytes);
    segment.written = segment.received;
    filledBytes = 0;
  };
  return {
    add(bytes: Uint8Array): void {
      let left = bytes;
      while (left.length > 0) {
        const piece = left.subarray(0, buffer.length - filledBytes);
        buffer.set(piece, filledBytes);
        filledBytes += piece.length;
        segment.received += piece.length;
        left = left.subarray(piece.length);
        if (filledBytes === buffer.length) flush();
      }
    },
    flush,
  };
}

/**
 * Reads until the stretch is full or the body ends. What has arrived is written also when the connection breaks.
 * Throws `net.timeout` when the server falls silent, `media.incomplete` when it breaks off, and what `write` throws.
 */
export async function pump(body: FileBody, segment: Segment, options: PumpOptions): Promise<void> {
  const { checkLength, speed, stallTimeoutMs, signal } = options;
  const guard = createStallGuard(stallTimeoutMs, () => body.close(new AppError('net.timeout')));
  const collector = createCollector(segment, options);
  try {
    for (let chunk = await body.read(); chunk; chunk = await body.read()) {
      guard.add(chunk.length);
      // The end may have moved towards us since the last chunk, but not below what has arrived.
      collector.add(chunk.subarray(0, segment.end - segment.received));
      checkLength(segment.received);
      const waitMs = speed.spend(chunk.length, performance.now());
      if (waitMs > 0) {
        guard.excuse();
        await pause(waitMs, signal);
      }
      // A body that ends here anyway is read to its end, which keeps the connection.
      if (segment.received >= segment.end && segment.end < (body.to ?? Number.POSITIVE_INFINITY)) break;
    }
  } finally {
    guard.stop();
    body.close();
    collector.flush();
  }
}
