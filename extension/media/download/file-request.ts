/** Asks for a file or a part of it. The browser follows redirects, opens the connections, and sends the cookies of the sites it may. */
import { AppError } from '../../../shared/app-error.ts';
import {
  type AskedPart,
  type FileAnswer,
  readAnswerHead,
  readFirstAnswer,
  readStretchAnswer,
  toStatusError,
} from '../../../shared/net/answer.ts';
import type { LineRequests } from '../../../shared/net/open-line.ts';
import type { ByteRange } from '../../../shared/net/segments.ts';
import type { FileBody } from '../../../shared/net/transfer.ts';
import { openBody } from './body-reader.ts';
import type { HostSlots } from './host-slots.ts';
import { parseFileUrl } from './parse-file-url.ts';

/** Where a file is and how it is asked for. */
export interface FileSource {
  address: string;
  /** Sites whose cookies go along to their own addresses, subdomains included; all others are asked without any. */
  cookieDomains: readonly string[];
  /** Whether what the server packs is taken unpacked. Its length is not known then, nor can parts of it be asked for. */
  mayBePacked: boolean;
  slots: HostSlots;
  /** For the head of an answer. */
  timeoutMs: number;
}

/** An answer, and where it came from after all redirects. */
export interface PlacedBody extends FileBody {
  address: string;
}

/** Asks for a file. Throws our codes, and `RangeRefused` for bytes that do not fit. */
export interface FileRequests extends LineRequests<AbortSignal> {
  host: string;
  askFirst(upTo: number | null, signal: AbortSignal): Promise<PlacedBody>;
  /** A stretch of a file of which nothing else is known. */
  askRange(range: ByteRange, signal: AbortSignal): Promise<PlacedBody>;
}

const toNetworkError = (cause: unknown, host: string): AppError => {
  if (cause instanceof AppError) return cause;
  return new AppError(navigator.onLine ? 'net.failed' : 'net.offline', undefined, {
    context: { host },
    cause,
  });
};

const isOf = ({ hostname }: URL, domain: string): boolean =>
  hostname === domain || hostname.endsWith(`.${domain}`);

const isPacked = (response: Response): boolean => response.headers.has('content-encoding');

/**
 * A length that nobody states is only believed where the protocol marks the end: in an answer that is ended by closing
 * the connection, an end that came too early looks like any other.
 */
function refuseEndless(response: Response): void {
  const { headers } = response;
  if (headers.has('content-length') || headers.has('transfer-encoding')) return;
  if (headers.get('connection')?.toLowerCase() === 'close')
    throw new AppError('media.incomplete', 'The server does not say how long the file is.', {
      retryable: false,
    });
}

const unknownLength: FileAnswer = { from: 0, to: null, totalBytes: null, validator: null, hasRanges: false };

/** An empty file has no first byte, and so no part that could be asked for. */
const isEmptyFile = (response: Response): boolean =>
  response.status === 416 && /^bytes +\*\/0$/.test(response.headers.get('content-range') ?? '');

const emptyFile: FileAnswer = { ...unknownLength, to: 0, totalBytes: 0 };

/** What was asked for. */
type Asked = AskedPart | ByteRange | 'first';

const isRange = (asked: Asked): asked is ByteRange => Array.isArray(asked);

function readAnswer(response: Response, part: Asked, mayBePacked: boolean): FileAnswer {
  const refusal = toStatusError(toHead(response), Date.now());
  if (refusal) throw refusal;
  if (isRange(part)) return readStretchAnswer(toHead(response), ...part);
  if (part !== 'first') return readAnswerHead(toHead(response), part);
  if (isEmptyFile(response)) return emptyFile;
  refuseEndless(response);
  if (mayBePacked && isPacked(response) && response.status === 200) return unknownLength;
  return readFirstAnswer(toHead(response));
}

const toHead = ({ status, headers }: Response) => ({ status, headers: Object.fromEntries(headers) });

/** Makes the requests for one address. */
export function createFileRequests(source: FileSource): FileRequests {
  const url = parseFileUrl(source.address);
  const { host, href } = url;
  const credentials = source.cookieDomains.some((domain) => isOf(url, domain)) ? 'include' : 'omit';

  async function ask(headers: Record<string, string>, part: Asked, signal: AbortSignal): Promise<PlacedBody> {
    const leave = await source.slots.take(host, signal);
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(new AppError('net.timeout')), source.timeoutMs);
    const close = (reason = new AppError('job.cancelled')): void => {
      clearTimeout(timer);
      ending.abort(reason);
      leave();
    };
    try {
      const response = await fetch(href, {
        headers,
        credentials,
        cache: 'no-store',
        signal: AbortSignal.any([signal, ending.signal]),
      });
      clearTimeout(timer);
      // A redirect is followed before anybody sees it: of an answer from where nothing may be asked no byte is kept.
      if (response.redirected) parseFileUrl(response.url);
      const answer = readAnswer(response, part, source.mayBePacked);
      const read = openBody(response.body, answer.to === null ? null : answer.to - answer.from);
      return {
        ...answer,
        address: response.url || href,
        close,
        async read() {
          try {
            const bytes = await read();
            if (!bytes) leave();
            return bytes;
          } catch (cause) {
            leave();
            signal.throwIfAborted();
            throw cause instanceof AppError ? cause : new AppError('media.incomplete', undefined, { cause });
          }
        },
      };
    } catch (cause) {
      close();
      signal.throwIfAborted();
      // A refusal of ours is no AppError where the range is at fault.
      throw cause instanceof TypeError || cause instanceof DOMException ? toNetworkError(cause, host) : cause;
    }
  }

  return {
    host,
    // With a range the browser asks for bytes as they are, without one it lets the server pack them.
    askFirst: (upTo, signal) => ask(upTo === null ? {} : { range: `bytes=0-${upTo - 1}` }, 'first', signal),
    askRange: (range, signal) => ask({ range: `bytes=${range[0]}-${range[1] - 1}` }, range, signal),
    askPart: (part, signal) =>
      ask({ range: `bytes=${part.from}-${part.to - 1}`, 'if-range': part.validator }, part, signal),
  };
}
