/** A piece of a stream, in memory: asked for patiently, checked, and decrypted. */
import { AppError } from '../../../shared/app-error.ts';
import { RangeRefused } from '../../../shared/net/answer.ts';
import { createPatience } from '../../../shared/net/patience.ts';
import { readToMemory } from '../../../shared/net/read-to-memory.ts';
import { toPauses } from '../../../shared/net/signal.ts';
import type { SpeedLimit } from '../../../shared/net/speed-limit.ts';
import type { Timing } from '../../../shared/net/transfer.ts';
import { createFileRequests } from '../download/file-request.ts';
import { hostSlots } from '../download/host-slots.ts';
import type { StreamPiece } from './stream.ts';

/** No segment is as large; what is would not be good for memory. */
const maxPieceBytes = 256 * 1024 * 1024;

/** How requests are made and given up. */
export interface PieceControl {
  signal: AbortSignal;
  timing: Timing;
  /** Of all pieces together. */
  speed: SpeedLimit;
  /** Sites whose cookies go along to their own addresses. */
  cookieDomains: readonly string[];
}

/** Fetches a piece as it is. After passing errors it is asked for again. Throws our codes. */
async function fetchPlain(
  { url, range }: Pick<StreamPiece, 'url' | 'range'>,
  control: PieceControl,
  maxBytes = maxPieceBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, timing, speed, cookieDomains } = control;
  const requests = createFileRequests({
    address: url,
    cookieDomains,
    mayBePacked: range === null,
    slots: hostSlots,
    timeoutMs: timing.stallTimeoutMs,
  });
  const pauses = toPauses(signal);
  const patience = createPatience(pauses, timing.pace);
  for (;;) {
    try {
      const body = range ? await requests.askRange(range, signal) : await requests.askFirst(null, signal);
      return await readToMemory(body, { ...pauses, stallTimeoutMs: timing.stallTimeoutMs, speed, maxBytes });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RangeRefused)
        throw new AppError('net.http', error.message, { cause: error, retryable: false });
      await patience.wait(error, 0);
    }
  }
}

const keys = new Map<string, Promise<CryptoKey>>();
const maxKeys = 100;

async function importKey(url: string, control: PieceControl): Promise<CryptoKey> {
  const bytes = await fetchPlain({ url, range: null }, control, 1024);
  if (bytes.length !== 16) throw new AppError('media.wrong_type', 'The key of the stream is no key.');
  return crypto.subtle.importKey('raw', bytes, 'AES-CBC', false, ['decrypt']);
}

/** A key is used for many segments, and asked for once. */
function findKey(url: string, control: PieceControl): Promise<CryptoKey> {
  const known = keys.get(url);
  if (known) return known;
  if (keys.size >= maxKeys) keys.clear();
  const key = importKey(url, control);
  keys.set(url, key);
  key.catch(() => keys.delete(url));
  return key;
}

/** Fetches a piece and decrypts it where it is encrypted. Throws our codes. */
export async function fetchPiece(
  piece: StreamPiece,
  control: PieceControl,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await fetchPlain(piece, control);
  if (!piece.key) return bytes;
  const key = await findKey(piece.key.url, control);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: piece.key.iv }, key, bytes));
  } catch (cause) {
    throw new AppError('media.damaged', 'A segment cannot be decrypted.', { cause, retryable: false });
  }
}

/** A playlist or captions as text. Throws `media.too_large` above `maxBytes`. */
export async function fetchText(url: string, control: PieceControl, maxBytes: number): Promise<string> {
  return new TextDecoder().decode(await fetchPlain({ url, range: null }, control, maxBytes));
}
