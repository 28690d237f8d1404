/** Fetches one file: going on where an earlier call was, never mixing two versions of it. */
import { AppError } from '../app-error.ts';
import { RangeRefused } from './answer.ts';
import { fetchInParts, type LeftPart } from './fetch-in-parts.ts';
import { type Remote, StartOver } from './go.ts';
import type { PartState } from './part-state.ts';
import { createPatience, type Patience } from './patience.ts';
import { readToMemory } from './read-to-memory.ts';
import type { FileBody, Line, Transfer, Transferred } from './transfer.ts';

const maxRestarts = 3;

interface GoOptions {
  /** False after the server's ranges have turned out unreliable. */
  mayAskForParts: boolean;
  patience: Patience;
}

async function findLeft<Sums>({ store, pathname }: Transfer<Sums>): Promise<LeftPart<Sums>> {
  const left = await store.find();
  return left?.state.pathname === pathname ? left : null;
}

async function askPatiently(line: Line, upTo: number | null, patience: Patience): Promise<FileBody> {
  for (;;) {
    try {
      return await line.askFirst(upTo);
    } catch (error) {
      if (error instanceof RangeRefused) throw error;
      await patience.wait(error, 0);
    }
  }
}

function toRemote(body: FileBody, mayAskForParts: boolean): Remote {
  const { totalBytes, validator, hasRanges, to } = body;
  if (mayAskForParts && hasRanges && totalBytes !== null && totalBytes > 0 && validator !== null)
    return { totalBytes, parts: { totalBytes, validator } };
  if (to !== totalBytes)
    throw new RangeRefused('The server sends a part of a file whose versions it does not tell apart.', false);
  return { totalBytes, parts: null };
}

const toKnown = (state: PartState | null): Remote => ({
  totalBytes: state?.totalBytes ?? null,
  parts: state && { totalBytes: state.totalBytes, validator: state.validator },
});

async function fetchInOnePiece<Sums>(
  { timing, speed, habits, checkHead, checkLength, checkEnd }: Transfer<Sums>,
  { line, first, patience }: { line: Line; first: FileBody; patience: Patience },
): Promise<Transferred<Sums>> {
  try {
    const content = await readToMemory(first, {
      stallTimeoutMs: timing.stallTimeoutMs,
      speed,
      sleep: (ms) => line.sleep(ms),
      maxBytes: habits.maxSmallBytes,
    });
    checkLength(content.length, true);
    checkHead(content);
    await checkEnd({ bytes: content.length, read: (at, length) => content.subarray(at, at + length) });
    return { bytes: content.length, content };
  } catch (error) {
    await patience.wait(error, 0);
    throw new StartOver();
  }
}

async function runGo<Sums>(
  transfer: Transfer<Sums>,
  { mayAskForParts, patience }: GoOptions,
): Promise<Transferred<Sums>> {
  const { habits, checkLength } = transfer;
  const line = transfer.openLine();
  const left = mayAskForParts ? await findLeft(transfer) : null;
  const first = left ? null : await askPatiently(line, mayAskForParts ? habits.blockBytes : null, patience);
  try {
    const remote = first ? toRemote(first, mayAskForParts) : toKnown(left?.state ?? null);
    if (remote.totalBytes !== null) checkLength(remote.totalBytes, true);
    const isSmall = remote.totalBytes !== null && remote.totalBytes <= habits.maxSmallBytes;
    return first && isSmall && first.to === remote.totalBytes
      ? await fetchInOnePiece(transfer, { line, first, patience })
      : await fetchInParts(transfer, { line, remote, first, left, patience });
  } finally {
    first?.close();
  }
}

/**
 * Settles when every byte is there, and the sums are of what was written. After an error the part and its state stay
 * when a later call can go on with them. Throws our codes.
 */
export async function transferFile<Sums>(transfer: Transfer<Sums>): Promise<Transferred<Sums>> {
  const patience = createPatience(transfer.pauses, transfer.timing.pace);
  let mayAskForParts = transfer.mayComeInParts;
  for (let restarts = 0; ; ) {
    try {
      return await runGo(transfer, { mayAskForParts, patience });
    } catch (error) {
      if (error instanceof StartOver) continue;
      if (!(error instanceof RangeRefused)) throw error;
      restarts += 1;
      await transfer.store.remove();
      if (restarts > maxRestarts)
        throw new AppError('net.http', error.message, { cause: error, retryable: false });
      // Whole files in one go cannot be mixed up, however often they change.
      mayAskForParts &&= error.isChanged && restarts < maxRestarts;
    }
  }
}
