/** One file from the internet to its place: asked for politely, checked, and only then named. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { AppError } from '../../shared/app-error.ts';
import { checkFileEnd } from '../../shared/file-end/check-file-end.ts';
import type { WholeFile } from '../../shared/file-end/whole-file.ts';
import { checkFileHead, checkFileLength, type FileBounds } from '../../shared/file-rule.ts';
import { openLine } from '../../shared/net/open-line.ts';
import { toPauses } from '../../shared/net/signal.ts';
import { createSpeedLimit } from '../../shared/net/speed-limit.ts';
import type { Habits, OnProgress, Timing, Transferred } from '../../shared/net/transfer.ts';
import { transferFile } from '../../shared/net/transfer-file.ts';
import { tryAddresses } from '../../shared/net/try-addresses.ts';
import { hashFile, type Measured, nameFile } from '../archive/commit-file.ts';
import { type Lock, takeLock } from '../archive/lock.ts';
import type { Client } from './client.ts';
import { createFileRequests } from './file-request.ts';
import { removePart } from './part-state.ts';
import { createPartStore } from './part-store.ts';
import type { Credentials } from './request-headers.ts';
import { maxSmallFileBytes, writeSmallFile } from './small-file.ts';

const usualTiming: Timing = { stallTimeoutMs: 30_000, pace: 1, saveEveryMs: 2000 };
/** The whole is asked for and cut only where more connections help; larger writes gain nothing, smaller ones cost turns. */
const habits: Habits = {
  blockBytes: null,
  firstConnections: 1,
  pieceBytes: 512 * 1024,
  maxSmallBytes: maxSmallFileBytes,
};

/** A file and what is known of it. */
export interface WantedFile extends FileBounds {
  /** Tried in order, see `tryAddresses`. */
  addresses: readonly string[];
  /** Which addresses are acceptable, also those of redirects. Throws `input.url_refused` or `net.private_address`. */
  parse(address: string): URL;
  credentials: Credentials;
  bytes: number | null;
  sha256: string | null;
  /** See `Transfer`. */
  connections: number | null;
  /** What is there already gives way once this one is whole. */
  replace?: boolean;
}

/** Absolute paths on one file system. */
export interface FilePlace {
  /** Gets the file when it is whole and checked. */
  target: string;
  /** The unfinished file; its state and its lock lie beside it. */
  draft: string;
}

/** How a fetch is done, watched and given up. */
export interface FetchControl {
  client: Client;
  signal: AbortSignal;
  onProgress?: OnProgress;
  /** Tests are quicker than servers may be asked. */
  timing?: Partial<Timing>;
}

/** A file under its final name. */
export interface FetchedFile extends Measured {
  /** The address it is from, as it was given; of a file that was there before the first one. */
  address: string;
}

/** What does not agree with what is known of the file. Throws `media.damaged`, and as `checkFileLength` does. */
function checkLength(wanted: WantedFile, bytes: number, isWhole: boolean): void {
  checkFileLength(bytes, wanted);
  const { bytes: expected } = wanted;
  if (expected !== null && (isWhole ? bytes !== expected : bytes > expected))
    throw new AppError('media.damaged', 'The file is not as long as it should be.', {
      context: { bytes, expected },
    });
}

/** Of what may be anything, and of what has a known hash, nothing else is asked. */
async function checkEnd(file: WholeFile, { expect, sha256 }: WantedFile): Promise<void> {
  if (expect !== null && sha256 === null) await checkFileEnd(file);
}

/** Where what has arrived lies, and its hash. */
async function settle(
  transferred: Transferred<string>,
  draft: string,
): Promise<{ at: string; sha256: string }> {
  if (!('content' in transferred)) return { at: draft, sha256: transferred.sums };
  const { content } = transferred;
  return {
    at: await writeSmallFile(draft, content),
    sha256: createHash('sha256').update(content).digest('hex'),
  };
}

async function fetchAddress(
  address: string,
  wanted: WantedFile,
  { place, control, claim }: { place: FilePlace; control: FetchControl; claim(): Promise<void> },
): Promise<FetchedFile> {
  const { client, signal, onProgress } = control;
  const { parse, credentials, connections } = wanted;
  const { draft, target } = place;
  const timing = { ...usualTiming, ...control.timing };
  const requests = createFileRequests({
    address,
    parse,
    credentials,
    client,
    timeoutMs: timing.stallTimeoutMs,
  });
  const transferred = await transferFile({
    openLine: () => openLine(requests, signal),
    pauses: toPauses(signal),
    store: createPartStore({ draft, claim, signal }),
    habits,
    timing,
    isHostFree: () => true,
    mayComeInParts: true,
    pathname: parse(address).pathname,
    connections,
    speed: createSpeedLimit(null),
    checkLength: (bytes, isWhole) => checkLength(wanted, bytes, isWhole),
    checkHead: (head) => checkFileHead(head, target, wanted),
    checkEnd: (file) => checkEnd(file, wanted),
    onProgress: (progress) => onProgress?.(progress),
  });
  const { at, sha256 } = await settle(transferred, draft);
  if (wanted.sha256 === null || wanted.sha256 === sha256) {
    await nameFile(at, target);
    return { bytes: transferred.bytes, sha256, address };
  }
  await removePart(at);
  throw new AppError('media.damaged', 'The file is not the one that was expected.', { retryable: false });
}

/** What lies there already and agrees with what is known; null for anything else. */
async function findFinished(
  { bytes, sha256 }: WantedFile,
  target: string,
  signal: AbortSignal,
): Promise<Measured | null> {
  const size = (await stat(target).catch(() => null))?.size ?? 0;
  if (size === 0 || (bytes !== null && bytes !== size)) return null;
  const measured = await hashFile(target, signal);
  return sha256 === null || sha256 === measured.sha256 ? measured : null;
}

/** Targets that this process is writing; other processes are kept out by a lock where they could do harm. */
const writing = new Set<string>();

/**
 * Tries the addresses in order; what is there already is only measured, unless it is to be replaced. After passing
 * errors and after being given up, what has come stays in the draft for the next call. Throws `host.busy` while another
 * fetch writes the same file, and the codes of its parts.
 */
export async function fetchFile(
  wanted: WantedFile,
  place: FilePlace,
  control: FetchControl,
): Promise<FetchedFile> {
  // All of them, before anything is asked: one that is refused makes the whole request suspect.
  for (const address of wanted.addresses) wanted.parse(address);
  if (writing.has(place.target)) throw new AppError('host.busy');
  writing.add(place.target);
  let lock: Lock | null = null;
  const claim = async (): Promise<void> => {
    lock ??= await takeLock(`${place.draft}.lock`);
  };
  try {
    return await fetchFirst(wanted, place, { control, claim });
  } finally {
    writing.delete(place.target);
    await (lock as Lock | null)?.release();
  }
}

async function fetchFirst(
  wanted: WantedFile,
  place: FilePlace,
  { control, claim }: { control: FetchControl; claim(): Promise<void> },
): Promise<FetchedFile> {
  const { addresses } = wanted;
  const finished = wanted.replace ? null : await findFinished(wanted, place.target, control.signal);
  if (finished) return { ...finished, address: addresses[0] ?? '' };
  return tryAddresses(addresses, (address) => fetchAddress(address, wanted, { place, control, claim }));
}
