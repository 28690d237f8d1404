/** The connections that fetch one file: each takes a stretch, then the next, until none is left. */
import { AppError } from '../app-error.ts';
import { headBytes } from '../file-type.ts';
import { RangeRefused } from './answer.ts';
import { type Go, StartOver } from './go.ts';
import { createPatience } from './patience.ts';
import { type Buffers, createBuffers, type PumpOptions, pump } from './pump.ts';
import type { Segment } from './segments.ts';
import type { FileBody } from './transfer.ts';
import { startTicker } from './transfer-ticker.ts';

/** More help nowhere. */
const mostConnections = 4;

/** All connections of a go. */
interface Crew {
  go: Go;
  running: Set<Promise<void>>;
  /** Those that work. One is taken off in the step in which it leaves, or two would leave their work to each other. */
  count: number;
  /** So many at once; some servers allow only one. */
  limit: number;
  /** The first is the reason, those after it come from being ended. */
  failures: unknown[];
}

const isStorageError = (error: unknown): boolean =>
  error instanceof AppError && error.code.startsWith('storage.');

/** As soon as enough has come to tell; what comes in drops is looked at when it is whole. */
function checkHead(go: Go, bytes: Uint8Array): void {
  if (bytes.length < headBytes) return;
  go.transfer.checkHead(bytes);
  go.isHeadChecked = true;
}

const buildPumpOptions = (go: Go, buffers: Buffers): PumpOptions => ({
  write(bytes, at) {
    if (at === 0) checkHead(go, bytes);
    return go.part.write(bytes, at);
  },
  onWritten: () => go.part.settle(go.map.settledBytes()),
  checkLength: (bytes) => go.transfer.checkLength(bytes, false),
  sleep: (ms) => go.line.sleep(ms),
  buffers,
  speed: go.transfer.speed,
  stallTimeoutMs: go.transfer.timing.stallTimeoutMs,
});

const ask = ({ line, remote: { parts } }: Go, { received, end }: Segment): Promise<FileBody> =>
  parts ? line.askPart({ from: received, to: end, ...parts }) : line.askFirst(null);

/** Answers until the stretch is full: a server may send less of it than was asked for. */
async function fill(
  go: Go,
  segment: Segment,
  { opened, pumping }: { opened: FileBody | null; pumping: PumpOptions },
): Promise<void> {
  for (let body = opened; segment.received < segment.end; body = null) {
    body ??= await ask(go, segment);
    if (body.from !== segment.received) throw new StartOver();
    const bodyEnd = body.to ?? Number.POSITIVE_INFINITY;
    await pump(body, segment, pumping);
    if (segment.end === Number.POSITIVE_INFINITY) segment.end = segment.received;
    if (segment.received < Math.min(segment.end, bodyEnd)) throw new AppError('media.incomplete');
  }
}

/** Throws what asking again for the same stretch does not help against. */
async function checkPassing(go: Go, error: unknown): Promise<void> {
  go.line.throwIfAborted();
  if (error instanceof RangeRefused || isStorageError(error)) throw error;
  if (go.remote.parts) return;
  await go.patience.wait(error, 0);
  throw new StartOver();
}

/** One connection, from its first stretch to its last, or to one that it leaves to the others. */
async function work(crew: Crew, start: Segment, opened: FileBody | null): Promise<void> {
  const { go } = crew;
  const { timing, habits } = go.transfer;
  const patience = createPatience(go.line, timing.pace);
  const pumping = buildPumpOptions(go, createBuffers(habits.pieceBytes));
  let body = opened;
  let segment: Segment | null = start;
  while (segment) {
    const current: Segment = segment;
    const before = current.received;
    try {
      await fill(go, current, { opened: body, pumping });
      segment = go.map.take();
    } catch (error) {
      await checkPassing(go, error);
      const gainedBytes = current.received - before;
      if (gainedBytes === 0 && crew.count > 1) {
        crew.limit = crew.count - 1;
        current.isTaken = false;
        break;
      }
      await patience.wait(error, gainedBytes);
    }
    body = null;
  }
  crew.count -= 1;
}

function start(crew: Crew, segment: Segment, opened: FileBody | null): void {
  crew.count += 1;
  const working = work(crew, segment, opened)
    .catch((error: unknown) => {
      crew.failures.push(error);
      crew.go.line.end();
    })
    .finally(() => crew.running.delete(working));
  crew.running.add(working);
}

function startMore(crew: Crew, count: number): void {
  while (crew.count < Math.min(count, crew.limit) && crew.go.transfer.isHostFree()) {
    const segment = crew.go.map.take();
    if (!segment) return;
    start(crew, segment, null);
  }
}

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
  const { transfer, remote, map } = go;
  const { connections, habits, pauses } = transfer;
  const limit = remote.parts ? (connections ?? mostConnections) : 1;
  const crew: Crew = { go, running: new Set(), count: 0, limit, failures: [] };
  const ticker = startTicker(go, {
    startMore: (count) => startMore(crew, count),
    countActive: () => crew.count,
    save,
  });
  try {
    const segment = map.take();
    if (segment) start(crew, segment, first);
    startMore(crew, connections ?? habits.firstConnections);
    while (crew.running.size > 0) await Promise.race(crew.running);
  } finally {
    await ticker.stop();
  }
  pauses.throwIfAborted();
  if (crew.failures.length > 0) throw crew.failures[0];
  if (remote.totalBytes !== null && !map.isWhole()) throw new AppError('media.incomplete');
}
