/** Fetches one file into a part: going on where an earlier call was, never mixing two versions of it. */
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { RangeRefused } from '../../shared/net/answer.ts';
import type { PartState } from '../../shared/net/part-state.ts';
import type { Patience } from '../../shared/net/patience.ts';
import { createSegmentMap, type SegmentMap } from '../../shared/net/segments.ts';
import { runConnections, StartOver } from './connections.ts';
import type { AskForFile, FileBody } from './file-request.ts';
import { openPartFile, type PartFile } from './part-file.ts';
import { readPartState, removePart, removePartState, writePartState } from './part-state.ts';
import { fetchSmallFile, maxSmallFileBytes } from './small-file.ts';

/** A part that is smaller is not kept. */
const keepFromBytes = 256 * 1024;
/** Below this a full disk is noticed soon enough. */
const checkSpaceFromBytes = 8 * 1024 * 1024;
const maxRestarts = 3;
const roomBytes = 64 * 1024;

/** How far a transfer is. */
export interface TransferProgress {
  bytes: number;
  totalBytes: number | null;
  bytesPerSec: number | null;
}

/** What is to be fetched, and under which conditions. */
export interface Transfer {
  ask: AskForFile;
  /** Absolute path of the part; its state lies beside it. */
  draft: string;
  /** Of the address, see `PartState`. */
  pathname: string;
  /** Null: as many as help, up to four. */
  connections: number | null;
  /** Throws for a length that cannot be right; `isWhole` when it is the file's, not what has come so far. */
  checkLength(bytes: number, isWhole: boolean): void;
  /** Throws for a beginning that cannot be right. */
  checkHead(head: Buffer): void;
  /** Called before anything of the part is read or written. Throws `host.busy` while another process writes it. */
  claim(): Promise<void>;
  createPatience(): Patience;
  signal: AbortSignal;
  stallTimeoutMs: number;
  /** About four times a second, not for files that are there before. */
  onProgress(progress: TransferProgress): void;
}

/** A file that has arrived whole, flushed. */
export interface Transferred {
  bytes: number;
  sha256: string;
  /** Where it lies. */
  draft: string;
}

/** What is known of the file on the server. */
export interface Remote {
  /** Null: until its end has come. */
  totalBytes: number | null;
  /** For asking for parts; null: the file comes in one piece, and from the start again after a failure. */
  parts: { totalBytes: number; validator: string } | null;
}

/** One go at a file. */
export interface Go {
  transfer: Transfer;
  remote: Remote;
  part: PartFile;
  map: SegmentMap;
  patience: Patience;
  /** Whether the first bytes have been looked at. */
  isHeadChecked: boolean;
}

interface GoOptions {
  /** False after the server's ranges have turned out unreliable. */
  mayAskForParts: boolean;
  patience: Patience;
}

async function findState({ draft, pathname, claim }: Transfer): Promise<PartState | null> {
  if (!(await readPartState(draft))) return null;
  await claim();
  const state = await readPartState(draft);
  if (state?.pathname !== pathname) return null;
  const end = Math.max(0, ...state.done.map(([, to]) => to));
  const size = (await stat(draft).catch(() => null))?.size ?? -1;
  return size >= end ? state : null;
}

async function askPatiently({ ask, signal }: Transfer, patience: Patience): Promise<FileBody> {
  for (;;) {
    try {
      return await ask(null, signal);
    } catch (error) {
      if (error instanceof RangeRefused) throw error;
      await patience.wait(error, 0);
    }
  }
}

function toRemote(body: FileBody, mayAskForParts: boolean): Remote {
  const { totalBytes, validator, hasRanges, response } = body;
  if (totalBytes === null && response.headers['transfer-encoding'] !== 'chunked')
    throw new AppError('media.incomplete', 'The server does not say how long the file is.', {
      retryable: false,
    });
  const hasParts = mayAskForParts && hasRanges && totalBytes !== null && totalBytes > 0 && validator !== null;
  return { totalBytes, parts: hasParts ? { totalBytes, validator } : null };
}

const toKnown = (state: PartState | null): Remote => ({
  totalBytes: state?.totalBytes ?? null,
  parts: state && { totalBytes: state.totalBytes, validator: state.validator },
});

/** Better told now than at 99 %. */
async function checkSpace(draft: string, missingBytes: number): Promise<void> {
  if (missingBytes < checkSpaceFromBytes) return;
  const { bavail, bsize } = await statfs(dirname(draft));
  const freeBytes = bavail * bsize;
  if (freeBytes < missingBytes)
    throw new AppError('storage.full', undefined, { context: { missingBytes, freeBytes } });
}

async function finish({ transfer, part, map, remote, isHeadChecked }: Go): Promise<Transferred> {
  const bytes = remote.totalBytes ?? map.doneBytes();
  transfer.checkLength(bytes, true);
  if (!isHeadChecked) transfer.checkHead(await part.readHead());
  const sha256 = await part.hash(bytes, transfer.signal);
  await part.handle.sync();
  return { bytes, sha256, draft: transfer.draft };
}

/** Writes down what is there: first the bytes go to the disk, then the word that they are there. */
async function save({ transfer, remote, part, map }: Go): Promise<void> {
  if (!remote.parts) return;
  const done = map.done().map(([from, to]): [number, number] => [from, to]);
  await part.handle.datasync();
  const { draft, pathname } = transfer;
  await writePartState(draft, { version: 1, pathname, ...remote.parts, done });
}

/** On a disk that is full to the last byte the end of the part makes room for what is written down about it. */
async function saveOnFullDisk(go: Go): Promise<void> {
  const end = Math.max(...go.map.done().map(([, to]) => to));
  go.map.forget(end - roomBytes);
  await go.part.handle.truncate(end - roomBytes);
  await save(go);
}

/** Keeps what a later call can go on with, and removes the rest. */
async function leave(go: Go, error: unknown): Promise<void> {
  const { transfer, remote, map } = go;
  const code = error instanceof AppError ? error.code : null;
  const isSpoilt = code === 'media.damaged' || code === 'media.wrong_type';
  if (!remote.parts || isSpoilt || map.doneBytes() < keepFromBytes) await removePart(transfer.draft);
  else if (code === 'storage.full') await saveOnFullDisk(go);
  else await save(go);
}

/** The file in a part, from a server that has said what it is or from where the part ends. */
async function fetchInParts(
  transfer: Transfer,
  {
    remote,
    first,
    state,
    patience,
  }: { remote: Remote; first: FileBody | null; state: PartState | null; patience: Patience },
): Promise<Transferred> {
  await transfer.claim();
  const map = createSegmentMap(remote.totalBytes ?? Number.POSITIVE_INFINITY, state?.done);
  await checkSpace(transfer.draft, (remote.totalBytes ?? 0) - map.doneBytes());
  const part = await openPartFile(transfer.draft, state !== null);
  const go: Go = { transfer, remote, part, map, patience, isHeadChecked: false };
  try {
    await runConnections(go, { first, save: () => save(go) });
    const transferred = await finish(go);
    await removePartState(transfer.draft);
    return transferred;
  } catch (error) {
    await leave(go, error);
    throw error;
  } finally {
    await part.handle.close();
  }
}

async function fetchInOnePiece(
  transfer: Transfer,
  first: FileBody,
  patience: Patience,
): Promise<Transferred> {
  const { draft, stallTimeoutMs, checkHead } = transfer;
  try {
    const bytes = first.totalBytes ?? 0;
    return await fetchSmallFile(first.response, draft, { bytes, check: checkHead, stallTimeoutMs });
  } catch (error) {
    await patience.wait(error, 0);
    throw new StartOver();
  }
}

async function runGo(transfer: Transfer, { mayAskForParts, patience }: GoOptions): Promise<Transferred> {
  const state = mayAskForParts ? await findState(transfer) : null;
  const first = state ? null : await askPatiently(transfer, patience);
  try {
    const remote = first ? toRemote(first, mayAskForParts) : toKnown(state);
    if (remote.totalBytes !== null) transfer.checkLength(remote.totalBytes, true);
    return first && remote.totalBytes !== null && remote.totalBytes <= maxSmallFileBytes
      ? await fetchInOnePiece(transfer, first, patience)
      : await fetchInParts(transfer, { remote, first, state, patience });
  } finally {
    first?.response.discard();
  }
}

/**
 * Settles when every byte is on the disk, and the hash is of what lies there. After an error the part and its state stay
 * when a later call can go on with them. Throws our codes.
 */
export async function transferFile(transfer: Transfer): Promise<Transferred> {
  const patience = transfer.createPatience();
  let mayAskForParts = true;
  for (let restarts = 0; ; ) {
    try {
      return await runGo(transfer, { mayAskForParts, patience });
    } catch (error) {
      if (error instanceof StartOver) continue;
      if (!(error instanceof RangeRefused)) throw error;
      restarts += 1;
      await removePart(transfer.draft);
      if (restarts > maxRestarts)
        throw new AppError('net.http', error.message, { cause: error, retryable: false });
      // Whole files in one go cannot be mixed up, however often they change.
      mayAskForParts &&= error.isChanged && restarts < maxRestarts;
    }
  }
}
