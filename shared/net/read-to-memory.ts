import { AppError } from '../app-error.ts';
import { readClockMs } from './clock.ts';
import type { SpeedLimit } from './speed-limit.ts';
import { createStallGuard } from './stall-guard.ts';
import type { FileBody } from './transfer.ts';

const firstBytes = 64 * 1024;

/** How a body is read. */
export interface ReadOptions {
  stallTimeoutMs: number;
  speed: SpeedLimit;
  /** Throws when there is nothing more to wait for. */
  sleep(ms: number): Promise<unknown>;
  /** More is refused. */
  maxBytes: number;
}

/** Collects bytes in one buffer: as long as was said, or one that grows where nobody said. */
function createCollector(saidBytes: number | null, maxBytes: number) {
  const refuseAbove = (wanted: number): void => {
    if (wanted > maxBytes)
      throw new AppError('media.too_large', undefined, { context: { bytes: wanted, maxBytes } });
  };
  refuseAbove(saidBytes ?? 0);
  let buffer = new Uint8Array(saidBytes ?? firstBytes);
  let bytes = 0;
  return {
    add(chunk: Uint8Array): void {
      const end = bytes + chunk.length;
      refuseAbove(end);
      if (end > buffer.length) {
        if (saidBytes !== null) throw new AppError('media.incomplete');
        const grown = new Uint8Array(Math.max(end, 2 * buffer.length));
        grown.set(buffer);
        buffer = grown;
      }
      buffer.set(chunk, bytes);
      bytes = end;
    },
    finish(): Uint8Array<ArrayBuffer> {
      if (saidBytes !== null && bytes !== saidBytes) throw new AppError('media.incomplete');
      return buffer.subarray(0, bytes);
    },
  };
}

/**
 * All of a body that is small enough for memory. Throws `media.incomplete` when it is not as long as was said,
 * `media.too_large`, and `net.timeout` when the server falls silent.
 */
export async function readToMemory(body: FileBody, options: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { stallTimeoutMs, speed, sleep, maxBytes } = options;
  const guard = createStallGuard(stallTimeoutMs, () => body.close(new AppError('net.timeout')));
  try {
    const collector = createCollector(body.to === null ? null : body.to - body.from, maxBytes);
    for (let chunk = await body.read(); chunk; chunk = await body.read()) {
      guard.add(chunk.length);
      collector.add(chunk);
      const waitMs = speed.spend(chunk.length, readClockMs());
      if (waitMs === 0) continue;
      guard.pause();
      await sleep(waitMs);
      guard.resume();
    }
    return collector.finish();
  } finally {
    guard.stop();
    body.close();
  }
}
