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

type Bytes = Uint8Array<ArrayBuffer>;

/** What came in the place of a piece is none. */
export class StrangePiece extends AppError {}

/** What is done with what has come; asked for again where that throws a passing error. */
interface Reading<T> {
  maxBytes: number;
  /** `address`: where it came from, after all redirects. */
  open(bytes: Bytes, address: string): Promise<T> | T;
}

/** Fetches a piece. After passing errors it is asked for again. Throws our codes. */
async function fetchPatiently<T>(
  { url, range }: Pick<StreamPiece, 'url' | 'range'>,
  control: PieceControl,
  { maxBytes, open }: Reading<T>,
): Promise<T> {
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
      const { stallTimeoutMs } = timing;
      const bytes = await readToMemory(body, { ...pauses, stallTimeoutMs, speed, maxBytes });
      return await open(bytes, body.address);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RangeRefused)
        throw new AppError('net.http', error.message, { cause: error, retryable: false });
      await patience.wait(error, 0);
    }
  }
}

interface AskedKey {
  key: Promise<CryptoKey>;
  /** Of who asked first. */
  signal: AbortSignal;
}

const keys = new Map<string, AskedKey>();
const maxKeys = 100;

const importKey = (url: string, control: PieceControl): Promise<CryptoKey> =>
  fetchPatiently({ url, range: null }, control, {
    maxBytes: 1024,
    open(bytes) {
      if (bytes.length !== 16) throw new AppError('media.wrong_type', 'The key of the stream is no key.');
      return crypto.subtle.importKey('raw', bytes, 'AES-CBC', false, ['decrypt']);
    },
  });

function askKey(url: string, control: PieceControl): Promise<CryptoKey> {
  if (keys.size >= maxKeys) keys.clear();
  const asked = { key: importKey(url, control), signal: control.signal };
  keys.set(url, asked);
  asked.key.catch(() => {
    if (keys.get(url) === asked) keys.delete(url);
  });
  return asked.key;
}

/** What is encrypted with a key that is not there is as good as missing, for another reason than that it is not there itself. */
function toStrange(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'platform.not_found') return error;
  return new StrangePiece(error.code, 'The site does not have the key of this stream.', {
    cause: error,
    retryable: false,
  });
}

/** A key is used for many segments, and asked for once. */
async function findKey(url: string, control: PieceControl): Promise<CryptoKey> {
  const known = keys.get(url);
  try {
    return await (known?.key ?? askKey(url, control));
  } catch (error) {
    // Given up by who asked first, of another film perhaps: nothing is wrong with the key.
    if (!known?.signal.aborted || control.signal.aborted) throw toStrange(error);
    return findKey(url, control);
  }
}

async function decrypt(bytes: Bytes, { key, iv }: { key: CryptoKey; iv: Bytes }): Promise<Bytes> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, bytes));
  } catch (cause) {
    throw new StrangePiece('media.wrong_type', 'A segment cannot be decrypted.', { cause, retryable: true });
  }
}

/** What a piece has to be. */
export interface PieceCheck {
  isPiece(bytes: Uint8Array): boolean;
  /** Whether another is asked for in the place of one that is none. */
  mayAskAgain(): boolean;
}

const anyPiece: PieceCheck = { isPiece: () => true, mayAskAgain: () => true };

/** Fetches a piece and decrypts it where it is encrypted. Throws our codes; `StrangePiece` for what is none. */
export async function fetchPiece(
  piece: StreamPiece,
  control: PieceControl,
  { isPiece, mayAskAgain }: PieceCheck = anyPiece,
): Promise<Bytes> {
  const cipher = piece.key && { key: await findKey(piece.key.url, control), iv: piece.key.iv };
  return fetchPatiently(piece, control, {
    maxBytes: maxPieceBytes,
    async open(bytes) {
      try {
        const plain = cipher ? await decrypt(bytes, cipher) : bytes;
        if (isPiece(plain)) return plain;
        throw new StrangePiece('media.wrong_type', undefined, { retryable: true });
      } catch (error) {
        // The key may be at fault, which a server makes up for who is not logged in: it is not believed again.
        if (piece.key) keys.delete(piece.key.url);
        if (!(error instanceof StrangePiece) || mayAskAgain()) throw error;
        throw new StrangePiece(error.code, error.message, { cause: error, retryable: false });
      }
    },
  });
}

/** A text, and where it came from after all redirects: what it names is to be read from there. */
export interface FetchedText {
  text: string;
  address: string;
}

/** A playlist, a page or captions. Throws `media.too_large` above `maxBytes`. */
export const fetchText = (url: string, control: PieceControl, maxBytes: number): Promise<FetchedText> =>
  fetchPatiently({ url, range: null }, control, {
    maxBytes,
    open: (bytes, address) => ({ text: new TextDecoder().decode(bytes), address }),
  });
