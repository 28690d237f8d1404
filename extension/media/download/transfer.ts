/** Fetches one file into a part: going on where an earlier worker was, never mixing two versions of it. */
import { AppError } from '../../../shared/errors.ts';
import { RangeRefused } from '../../../shared/net/answer.ts';
import type { Patience } from '../../../shared/net/patience.ts';
import { createSegmentMap, type SegmentMap } from '../../../shared/net/segments.ts';
import { toStorageError } from '../files/storage-error.ts';
import type { FileSums } from '../hash/hash-worker.ts';
import { runConnections, StartOver } from './connections.ts';
import type { FileBody, FileRequests } from './file-request.ts';
import { openPartFile, type PartFile } from './part-file.ts';
import { type PartState, readPartState, removePart, removePartState, writePartState } from './part-state.ts';
import type { OnProgress } from './progress.ts';
import { readSmallBody } from './small-file.ts';
import type { SpeedLimit } from './speed-limit.ts';

/** What is asked for at once: the file lies in order soon enough to be hashed along the way, and no server slows down. */
const blockBytes = 8 * 1024 * 1024;
/** A file that is smaller is kept in memory until it is whole. */
const maxSmallBytes = 1024 * 1024;
/** A part that is smaller is not kept. */
const keepFromBytes = 256 * 1024;
const maxRestarts = 3;
const roomBytes = 64 * 1024;

/** What takes its time; tests are quicker than servers may be asked. */
export interface Timing {
  stallTimeoutMs: number;
  /** Of waits between tries; 1 is the usual one. */
  pace: number;
  /** How much is lost at most when everything ends at once. */
  saveEveryMs: number;
}

/** What is to be fetched, and under which conditions. */
export interface Transfer {
  requests: FileRequests;
  /** Whether the server takes one more request at once. */
  isHostFree(): boolean;
  /** Where the part is and what it is called; its state lies beside it. */
  folder: FileSystemDirectoryHandle;
  part: string;
  /** False for files that are small and may come packed, which they do not in parts. */
  mayComeInParts: boolean;
  /** Of the address, see `PartState`. */
  pathname: string;
  /** Null: as many as help, up to four. */
  connections: number | null;
  speed: SpeedLimit;
  /** Throws for a length that cannot be right; `isWhole` when it is the file's, not what has come so far. */
  checkLength(bytes: number, isWhole: boolean): void;
  /** Throws for a beginning that cannot be right. */
  checkHead(head: Uint8Array): void;
  createPatience(): Patience;
  signal: AbortSignal;
  timing: Timing;
  /** About four times a second, not for small files. */
  onProgress: OnProgress;
}

/** A file that has arrived whole: in memory when it is small, else in the part, flushed. */
export type Transferred = { bytes: number } & ({ content: Uint8Array<ArrayBuffer> } | { sums: FileSums });

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
  /** Whether the part stays when this go has ended. */
  isKept: boolean;
}

interface GoOptions {
  /** False after the server's ranges have turned out unreliable. */
  mayAskForParts: boolean;
  patience: Patience;
}

async function findState({ folder, part, pathname }: Transfer): Promise<PartState | null> {
  const state = await readPartState(folder, part);
  return state?.pathname === pathname ? state : null;
}

async function askPatiently(
  { requests, signal }: Transfer,
  { mayAskForParts, patience }: GoOptions,
): Promise<FileBody> {
  for (;;) {
    try {
      return await requests.askFirst(mayAskForParts ? blockBytes : null, signal);
    } catch (error) {
      if (error instanceof RangeRefused) throw error;
      await patience.wait(error, 0);
    }
  }
}

function toRemote(body: FileBody, mayAskForParts: boolean): Remote {
  const { totalBytes, validator, hasRanges, to } = body;
  if (mayAskForParts && hasRanges && totalBytes !== null && validator !== null)
    return { totalBytes, parts: { totalBytes, validator } };
  if (to !== totalBytes)
    throw new RangeRefused('The server sends a part of a file whose versions it does not tell apart.', false);
  return { totalBytes, parts: null };
}

const toKnown = (state: PartState | null): Remote => ({
  totalBytes: state?.totalBytes ?? null,
  parts: state && { totalBytes: state.totalBytes, validator: state.validator },
});

/** Better told now than at 99 %. */
async function checkSpace(missingBytes: number): Promise<void> {
  const { quota, usage } = await navigator.storage.estimate();
  if (quota === undefined || usage === undefined || quota - usage >= missingBytes) return;
  throw new AppError('storage.full', undefined, { context: { missingBytes, freeBytes: quota - usage } });
}

async function finish({ transfer, part, map, remote, isHeadChecked }: Go): Promise<Transferred> {
  const bytes = remote.totalBytes ?? map.doneBytes();
  transfer.checkLength(bytes, true);
  if (!isHeadChecked) transfer.checkHead(part.readHead());
  const sums = await part.finish(bytes);
  part.flush();
  return { bytes, sums };
}

/** Writes down what is there: first the bytes go to the disk, then the word that they are there. */
async function save({ transfer, remote, part, map }: Go): Promise<void> {
  if (!remote.parts) return;
  const hash = await part.saveHash();
  const done = map.done().map(([from, to]): [number, number] => [from, to]);
  part.flush();
  const { folder, part: name, pathname } = transfer;
  await writePartState(folder, name, { version: 1, pathname, ...remote.parts, done, hash });
}

/** On a disk that is full to the last byte the end of the part makes room for what is written down about it. */
async function saveOnFullDisk(go: Go): Promise<void> {
  const end = Math.max(...go.map.done().map(([, to]) => to));
  go.map.forget(end - roomBytes);
  go.part.truncate(end - roomBytes);
  await save(go);
}

/** Keeps what a later call can go on with, and removes the rest. */
async function leave(go: Go, error: unknown): Promise<void> {
  const { remote, map } = go;
  const code = error instanceof AppError ? error.code : null;
  const isSpoilt = code === 'media.damaged' || code === 'media.wrong_type';
  if (!remote.parts || isSpoilt || map.doneBytes() < keepFromBytes) return;
  if (code === 'storage.full') await saveOnFullDisk(go);
  else await save(go);
  go.isKept = true;
}

/** A disk that has no room for all of it is left as it was. */
async function openPart(
  { folder, part }: Transfer,
  { totalBytes }: Remote,
  state: PartState | null,
): Promise<PartFile> {
  const file = await folder.getFileHandle(part, { create: true });
  try {
    return await openPartFile(file, { totalBytes, isContinued: state !== null, hash: state?.hash ?? null });
  } catch (error) {
    if (!state) await removePart(folder, part);
    throw error;
  }
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
  const map = createSegmentMap(remote.totalBytes ?? Number.POSITIVE_INFINITY, state?.done);
  await checkSpace((remote.totalBytes ?? 0) - map.doneBytes());
  if (remote.parts) map.cut(blockBytes);
  const { folder, part: name } = transfer;
  const part = await openPart(transfer, remote, state);
  const go: Go = { transfer, remote, part, map, patience, isHeadChecked: false, isKept: false };
  try {
    await runConnections(go, { first, save: () => save(go) });
    const transferred = await finish(go);
    go.isKept = true;
    await removePartState(folder, name);
    return transferred;
  } catch (error) {
    await leave(go, error);
    throw toStorageError(error);
  } finally {
    await part.close();
    if (!go.isKept) await removePart(folder, name);
  }
}

async function fetchInOnePiece(
  { timing, checkHead, checkLength }: Transfer,
  first: FileBody,
  patience: Patience,
): Promise<Transferred> {
  try {
    const content = await readSmallBody(first, timing.stallTimeoutMs);
    checkLength(content.length, true);
    checkHead(content);
    return { bytes: content.length, content };
  } catch (error) {
    await patience.wait(error, 0);
    throw new StartOver();
  }
}

async function runGo(transfer: Transfer, options: GoOptions): Promise<Transferred> {
  const { mayAskForParts, patience } = options;
  const state = mayAskForParts ? await findState(transfer) : null;
  const first = state ? null : await askPatiently(transfer, options);
  try {
    const remote = first ? toRemote(first, mayAskForParts) : toKnown(state);
    if (remote.totalBytes !== null) transfer.checkLength(remote.totalBytes, true);
    return first && remote.totalBytes !== null && remote.totalBytes <= maxSmallBytes
      ? await fetchInOnePiece(transfer, first, patience)
      : await fetchInParts(transfer, { remote, first, state, patience });
  } finally {
    first?.close();
  }
}

/**
 * Settles when every byte is there, and the sums are of what was written. After an error the part and its state stay
 * when a later call can go on with them. Throws our codes.
 */
export async function transferFile(transfer: Transfer): Promise<Transferred> {
  const patience = transfer.createPatience();
  let mayAskForParts = transfer.mayComeInParts;
  for (let restarts = 0; ; ) {
    try {
      return await runGo(transfer, { mayAskForParts, patience });
    } catch (error) {
      if (error instanceof StartOver) continue;
      if (!(error instanceof RangeRefused)) throw error;
      restarts += 1;
      await removePart(transfer.folder, transfer.part);
      if (restarts > maxRestarts)
        throw new AppError('net.http', error.message, { cause: error, retryable: false });
      // Whole files in one go cannot be mixed up, however often they change.
      mayAskForParts &&= error.isChanged && restarts < maxRestarts;
    }
  }
}
