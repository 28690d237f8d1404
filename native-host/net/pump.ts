/** Carries the body of one answer into its stretch of the file. */
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../shared/errors.ts';
import { toNetworkError } from './client.ts';
import type { Segment } from './segments.ts';
import { createStallGuard } from './stall-guard.ts';

/** Larger writes gain nothing, smaller ones cost turns. One is written while the next is collected. */
const writeBytes = 512 * 1024;

/** Where the bytes go and when they stop coming. */
export interface PumpOptions {
  write(chunks: readonly Buffer[], at: number): Promise<void>;
  /** Throws when the whole file may not be so long. */
  checkLength(bytes: number): void;
  stallTimeoutMs: number;
  /** Where the body ends by itself; infinite when the server does not say. */
  bodyEnd: number;
}

/**
 * Reads until the stretch is full or the body ends. What has arrived is written also when the connection breaks.
 * Throws `net.timeout` when the server falls silent, `media.incomplete` when it breaks off, and what `write` throws.
 */
export async function pump(
  response: IncomingMessage,
  segment: Segment,
  { write, checkLength, stallTimeoutMs, bodyEnd }: PumpOptions,
): Promise<void> {
  const guard = createStallGuard(stallTimeoutMs, () => response.destroy(new AppError('net.timeout')));
  let collected: Buffer[] = [];
  let collectedBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    guard.pause();
    await writing;
    guard.resume();
    const chunks = collected;
    const at = segment.received - collectedBytes;
    const upTo = segment.received;
    collected = [];
    collectedBytes = 0;
    writing = write(chunks, at).then(() => {
      segment.written = upTo;
    });
    // Awaited by the next flush; until then a failure has nobody who listens.
    writing.catch(() => undefined);
  };
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      guard.add(chunk.length);
      // The end may have moved towards us since the last chunk, but not below what has arrived.
      const wanted = chunk.subarray(0, segment.end - segment.received);
      collected.push(wanted);
      collectedBytes += wanted.length;
      segment.received += wanted.length;
      checkLength(segment.received);
      if (collectedBytes >= writeBytes) await flush();
      // A body that ends here anyway is read to its end, which keeps the connection.
      if (segment.received >= segment.end && segment.end < bodyEnd) break;
    }
  } catch (error) {
    throw toNetworkError(error);
  } finally {
    guard.stop();
    if (collectedBytes > 0) await flush();
    guard.stop();
    await writing;
  }
}
