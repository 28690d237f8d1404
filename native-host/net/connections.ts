/** The connections that fetch one file: each takes a stretch, then the next, until none is left. */
import { AppError } from '../../shared/errors.ts';
import { headBytes } from '../../shared/file-type.ts';
import { type AskedPart, RangeRefused } from '../../shared/net/answer.ts';
import type { Patience } from '../../shared/net/patience.ts';
import type { Segment } from '../../shared/net/segments.ts';
import type { FileBody } from './file-request.ts';
import { pump } from './pump.ts';
import type { Go, Remote } from './transfer.ts';
import { startTicker } from './transfer-ticker.ts';

const defaultConnections = 4;

/** The file has to be fetched from its beginning once more; the wait for it is over. */
export class StartOver extends Error {}

const toAskedPart = ({ received, end }: Segment, { parts }: Remote): AskedPart | null =>
  parts && { from: received, to: end, ...parts };

const isStorageError = (error: unknown): boolean =>
  error instanceof AppError && error.code.startsWith('storage.');

/** As soon as enough has come to tell; what comes in drops is looked at when it is whole. */
function checkHead(go: Go, bytes: Buffer): void {
  if (bytes.length < headBytes) return;
  go.transfer.checkHead(bytes);
  go.isHeadChecked = true;
}

interface RunOptions {
  /** The answer to a request for the whole, used from its beginning; null: ask for the parts that are missing. */
  first: FileBody | null;
  /** Called now and then, to write down what is there. */
  save(): Promise<void>;
}

/**
 * Fetches all that is missing. Settles when every byte is written, and throws what made one connection give up, after
 * all have ended.
 */
export async function runConnections(go: Go, { first, save }: RunOptions): Promise<void> {
  const { transfer, remote, part, map } = go;
  const ending = new AbortController();
  const signal = AbortSignal.any([transfer.signal, ending.signal]);
  const active = new Set<Promise<void>>();
  let limit = remote.parts ? (transfer.connections ?? defaultConnections) : 1;
  const failures: unknown[] = [];

  const pumpInto = (segment: Segment, { response, to }: FileBody): Promise<void> =>
    pump(response, segment, {
      bodyEnd: to ?? Number.POSITIVE_INFINITY,
      stallTimeoutMs: transfer.stallTimeoutMs,
      checkLength: (bytes) => transfer.checkLength(bytes, false),
      async write(bytes, at) {
        if (at === 0) checkHead(go, bytes);
        await part.write(bytes, at);
      },
    });

  /** One answer; ends with the stretch full. */
  const fetchInto = async (segment: Segment, opened: FileBody | null): Promise<void> => {
    const body = opened ?? (await transfer.ask(toAskedPart(segment, remote), signal));
    const abort = (): void => body.response.destroy(new AppError('job.cancelled'));
    ending.signal.addEventListener('abort', abort, { once: true });
    try {
      await pumpInto(segment, body);
    } finally {
      ending.signal.removeEventListener('abort', abort);
    }
    if (segment.end === Number.POSITIVE_INFINITY) segment.end = segment.received;
    if (segment.received < segment.end) throw new AppError('media.incomplete');
  };

  /** True when this connection is given up because others do the work. */
  const hasGivenUp = async (error: unknown, gainedBytes: number, patience: Patience): Promise<boolean> => {
    signal.throwIfAborted();
    if (error instanceof RangeRefused || isStorageError(error)) throw error;
    if (!remote.parts) {
      await go.patience.wait(error, 0);
      throw new StartOver();
    }
    if (active.size > 1 && gainedBytes === 0) {
      // Some servers allow only so many.
      limit = active.size - 1;
      return true;
    }
    await patience.wait(error, gainedBytes);
    return false;
  };

  const work = async (start: Segment, opened: FileBody | null): Promise<void> => {
    const patience = transfer.createPatience();
    let body = opened;
    let segment: Segment | null = start;
    while (segment) {
      const current: Segment = segment;
      const before = current.received;
      try {
        await fetchInto(current, body);
        segment = map.take();
      } catch (error) {
        if (await hasGivenUp(error, current.received - before, patience)) {
          current.isTaken = false;
          return;
        }
      }
      body = null;
    }
  };

  const start = (segment: Segment, opened: FileBody | null): void => {
    const working = work(segment, opened)
      .catch((error: unknown) => {
        failures.push(error);
        ending.abort();
      })
      .finally(() => active.delete(working));
    active.add(working);
  };

  const startMore = (count: number): void => {
    while (active.size < Math.min(count, limit)) {
      const segment = map.take();
      if (!segment) return;
      start(segment, null);
    }
  };

  const ticker = startTicker(go, { startMore, countActive: () => active.size, save });
  try {
    if (remote.parts && transfer.connections) map.share(transfer.connections);
    const segment = map.take();
    if (segment) start(segment, first);
    if (transfer.connections) startMore(transfer.connections);
    while (active.size > 0) await Promise.race(active);
  } finally {
    await ticker.stop();
  }
  transfer.signal.throwIfAborted();
  // Those after the first come from being ended.
  if (failures.length > 0) throw failures[0];
  if (remote.totalBytes !== null && !map.isWhole()) throw new AppError('media.incomplete');
}
