/** One file from the internet to its place in OPFS: checked, hashed along the way, and only then named. */
import { checkFileEnd } from '../../../shared/file-end/check-file-end.ts';
import { checkFileHead, checkFileLength, type FileBounds, isSmallKind } from '../../../shared/file-rule.ts';
import { openLine } from '../../../shared/net/open-line.ts';
import { toPauses } from '../../../shared/net/signal.ts';
import { createSpeedLimit, type SpeedLimit } from '../../../shared/net/speed-limit.ts';
import type { Habits, OnProgress, Timing, Transferred } from '../../../shared/net/transfer.ts';
import { transferFile } from '../../../shared/net/transfer-file.ts';
import { tryAddresses } from '../../../shared/net/try-addresses.ts';
import { moveFile } from '../files/opfs-folder.ts';
import { toStorageError } from '../files/storage-error.ts';
import { withHandle, writeAll } from '../files/write-handle.ts';
import { hashBytes } from '../hash/hash-bytes.ts';
import type { FileSums } from '../hash/hash-worker.ts';
import { maxSmallFileBytes, type SmallFiles } from '../small-files/small-files.ts';
import { createFileRequests } from './file-request.ts';
import { hostSlots } from './host-slots.ts';
import { parseFileUrl } from './parse-file-url.ts';
import { type PartPlace, toPartPlace } from './part-place.ts';
import { createPartStore } from './part-store.ts';

/** For everything but tests. */
export const usualTiming: Timing = { stallTimeoutMs: 30_000, pace: 1, saveEveryMs: 2000 };

/**
 * Blocks, so that the file lies in order soon enough to be hashed along the way, and no server slows down. Two connections
 * are the most that one machine gains from; more help where a server limits each. Larger writes gain nothing.
 */
const habits: Habits = {
  blockBytes: 8 * 1024 * 1024,
  firstConnections: 2,
  pieceBytes: 1024 * 1024,
  maxSmallBytes: 1024 * 1024,
};

/** A file and what is known of it. */
export interface WantedFile extends FileBounds {
  /** Tried in order, see `tryAddresses`. */
  addresses: readonly string[];
  /** Where it goes, in the folder of its job. */
  path: string;
  /** Null: as many as help. */
  connections: number | null;
  rateLimitBytesPerSec: number | null;
  /**
   * Sites whose cookies go along to their own addresses: videos are handed out to the session that was given their
   * addresses. Small files are public, and asked for without any.
   */
  cookieDomains: readonly string[];
}

/** How a fetch is done, watched and given up. */
export interface FetchControl {
  folder: FileSystemDirectoryHandle;
  /** Where a small file may go instead of a place of its own. */
  smallFiles?: SmallFiles | undefined;
  signal: AbortSignal;
  onProgress?: OnProgress;
  timing?: Timing;
  /** Shared with other fetches; default: its own, of the rate that is wanted. */
  speed?: SpeedLimit;
}

/** A file under its final name. */
export interface FetchedFile extends FileSums {
  bytes: number;
  /** The address it is from, as it was given. */
  address: string;
}

/** Gives what has arrived its name; a file that had it before is replaced. */
async function nameFile(
  transferred: Transferred<FileSums>,
  { path }: WantedFile,
  { folder, smallFiles, place }: Pick<FetchControl, 'folder' | 'smallFiles'> & { place: PartPlace },
): Promise<FileSums> {
  async function namePart(sums: FileSums): Promise<FileSums> {
    const parts = await place.openFolder();
    await moveFile(await parts.getFileHandle(place.name), folder, path);
    smallFiles?.forget(path);
    return sums;
  }
  if (!('content' in transferred)) return namePart(transferred.sums);
  const { content } = transferred;
  const sums = await hashBytes(content);
  if (smallFiles && content.byteLength <= maxSmallFileBytes) {
    smallFiles.add(path, content, sums.crc32);
    return sums;
  }
  // Beside its place first: a disk that is full, or an end, leaves no half of it under its name.
  const parts = await place.openFolder();
  await withHandle(await parts.getFileHandle(place.name, { create: true }), (handle) => {
    handle.truncate(0);
    writeAll(handle, content, 0);
    handle.flush();
  });
  return namePart(sums);
}

async function fetchAddress(
  address: string,
  wanted: WantedFile,
  control: FetchControl,
): Promise<FetchedFile> {
  const { signal, folder, smallFiles, onProgress, timing = usualTiming } = control;
  const { host, pathname } = parseFileUrl(address);
  const place = await toPartPlace(folder, wanted.path);
  const isSmall = isSmallKind(wanted.expect);
  const requests = createFileRequests({
    address,
    cookieDomains: isSmall ? [] : wanted.cookieDomains,
    mayBePacked: isSmall,
    slots: hostSlots,
    timeoutMs: timing.stallTimeoutMs,
  });
  const transferred = await transferFile({
    openLine: () => openLine(requests, signal),
    pauses: toPauses(signal),
    store: createPartStore(place),
    habits,
    timing,
    isHostFree: () => hostSlots.isFree(host),
    mayComeInParts: !isSmall,
    pathname,
    connections: wanted.connections,
    speed: control.speed ?? createSpeedLimit(wanted.rateLimitBytesPerSec),
    checkLength: (bytes) => checkFileLength(bytes, wanted),
    checkHead: (head) => checkFileHead(head, wanted.path, wanted),
    checkEnd: checkFileEnd,
    onProgress: (progress) => onProgress?.(progress),
  }).catch((error: unknown) => {
    throw toStorageError(error);
  });
  const sums = await nameFile(transferred, wanted, { folder, smallFiles, place });
  return { bytes: transferred.bytes, ...sums, address };
}

/**
 * Tries the addresses in order. After passing errors and after being given up, what has come stays for the next call.
 * Throws the codes of its parts, and what the signal was aborted with.
 */
export async function fetchFile(wanted: WantedFile, control: FetchControl): Promise<FetchedFile> {
  // All of them, before anything is asked: one that is refused makes the whole request suspect.
  for (const address of wanted.addresses) parseFileUrl(address);
  return tryAddresses(wanted.addresses, (address) => fetchAddress(address, wanted, control));
}
