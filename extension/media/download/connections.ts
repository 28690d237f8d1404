/** The connections that fetch one file: each takes a stretch, then the next, until none is left. */
import { AppError } from '../../../shared/errors.ts';
import { headBytes } from '../../../shared/file-type.ts';
import { RangeRefused } from '../../../shared/net/answer.ts';
import type { Patience } from '../../../shared/net/patience.ts';
import type { Segment } from '../../../shared/net/segments.ts';
import type { FileBody } from './file-request.ts';
import { pump, writeBytes } from './pump.ts';
import type { Go } from './transfer.ts';
import { startTicker } from './transfer-ticker.ts';

/** Two at once are the most that one machine gains from; more help where a server limits each. */
const firstConnections = 2;
const mostConnections = 4;

/** The file has to be fetched from its beginning once more; the wait for it is over. */
export class StartOver extends Error {}

const isStorageError = (error: unknown): boolean =>
  error instanceof AppError && error.code.startsWith('storage.');

/** As soon as enough has come to tell; what comes in drops is looked at when it is whole. */
function checkHead(go: Go, bytes: Uint8Array): void {
  if (bytes.length < headBytes) return;
  go.transfer.checkHead(bytes);
  go.isHeadChecked = true;
}

/** Up to where everything lies on the disk. */
const toSettled = ({ map }: Go): number => {
  const [first] = map.done();
  return first?.[0] === 0 ? first[1] : 0;
};

interface RunOptions {
  /** The answer to the first request, used from its beginning; null: ask for the parts that are missing. */
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
  const { requests, speed } = transfer;
  const { stallTimeoutMs } = transfer.timing;
  const ending = new AbortController();
  const signal = AbortSignal.any([transfer.signal, ending.signal]);
  const active = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let limit = remote.parts ? (transfer.connections ?? mostConnections) : 1;

  const write = (bytes: Uint8Array, at: number): void => {
    if (at === 0) checkHead(go, bytes);
    part.write(bytes, at);
  };

  const ask = (segment: Segment): Promise<FileBody> =>
    remote.parts
      ? requests.askPart({ from: segment.received, to: segment.end, ...remote.parts }, signal)
      : requests.askFirst(null, signal);

  /** Answers until the stretch is full: a server may send less of it than was asked for. */
  const fetchInto = async (segment: Segment, opened: FileBody | null, buffer: Uint8Array): Promise<void> => {
    for (let body = opened; segment.received < segment.end; body = null) {
      body ??= await ask(segment);
      if (body.from !== segment.received) throw new StartOver();
      const bodyEnd = body.to ?? Number.POSITIVE_INFINITY;
      const checkLength = (bytes: number): void => transfer.checkLength(bytes, false);
      await pump(body, segment, { write, checkLength, buffer, speed, stallTimeoutMs, signal });
      part.settle(toSettled(go));
      if (segment.end === Number.POSITIVE_INFINITY) segment.end = segment.received;
      if (segment.received < Math.min(segment.end, bodyEnd)) throw new AppError('media.incomplete');
    }
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
    const buffer = new Uint8Array(writeBytes);
    let body = opened;
    let segment: Segment | null = start;
    while (segment) {
      const current: Segment = segment;
      const before = current.received;
      try {
        await fetchInto(current, body, buffer);
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
        ending.abort(new AppError('job.cancelled'));
      })
      .finally(() => active.delete(working));
    active.add(working);
  };

  const startMore = (count: number): void => {
    while (active.size < Math.min(count, limit) && transfer.isHostFree()) {
      const segment = map.take();
      if (!segment) return;
      start(segment, null);
    }
  };

  const ticker = startTicker(go, { startMore, countActive: () => active.size, save });
  try {
    const segment = map.take();
    if (segment) start(segment, first);
    startMore(transfer.connections ?? firstConnections);
    while (active.size > 0) await Promise.race(active);
  } finally {
    await ticker.stop();
  }
  transfer.signal.throwIfAborted();
  // Those after the first come from being ended.
  if (failures.length > 0) throw failures[0];
  if (remote.totalBytes !== null && !map.isWhole()) throw new AppError('media.incomplete');
}
