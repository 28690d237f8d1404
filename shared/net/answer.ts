/** What a server's answer says about a file: which bytes these are, of how many, and of which version. Pure. */
import { AppError } from '../app-error.ts';
import { parseRetryAfter } from '../retry-after.ts';

/** The part of an answer that is looked at. */
export interface AnswerHead {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
}

/** What the bytes of an answer are. */
export interface FileAnswer {
  /** Of the first byte of the body. */
  from: number;
  /** Behind the last one; null when the server does not say. */
  to: number | null;
  /** Of the whole file; null when the server does not say. */
  totalBytes: number | null;
  /** For `If-Range`; null when the server has nothing that tells one version from another for certain. */
  validator: string | null;
  /** Whether the server says that parts can be asked for. */
  hasRanges: boolean;
}

/** The bytes are not the ones that were asked for. Nothing of the answer may be used. */
export class RangeRefused extends Error {
  readonly isChanged: boolean;

  /** `isChanged`: it is another version of the file; otherwise the server's ranges cannot be relied on. */
  constructor(message: string, isChanged: boolean) {
    super(message);
    this.name = 'RangeRefused';
    this.isChanged = isChanged;
  }
}

const toLength = (header: string | undefined): number | null =>
  header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : null;

/**
 * A strong ETag, else the date of the last change when the file was not changed within the second of the answer (RFC
 * 9110, 8.8.2.2). Weak tags name files that are alike, not the same bytes.
 */
export function readValidator({
  etag,
  'last-modified': changed,
  date,
}: AnswerHead['headers']): string | null {
  if (etag?.startsWith('"')) return etag;
  const changedMs = Date.parse(changed ?? '');
  const dateMs = Date.parse(date ?? '');
  return changed !== undefined && dateMs - changedMs >= 1000 ? changed : null;
}

/**
 * Status codes as errors; 404 is told apart because another address may have the file. `context.retryAfterSec` is what
 * the server asked for, so that the extension can wait as long.
 */
export function toStatusError({ status, headers }: AnswerHead, nowMs: number): AppError | null {
  const retryAfterSec = parseRetryAfter(headers['retry-after'], nowMs);
  const context = { status, ...(retryAfterSec !== null && { retryAfterSec }) };
  if (status === 200 || status === 206 || status === 416) return null;
  if (status === 404)
    return new AppError('platform.not_found', 'The site does not have this file.', { context });
  if (status === 429) return new AppError('platform.rate_limited', undefined, { context });
  if (status === 403 || status === 410) return new AppError('media.expired', undefined, { context });
  return new AppError('net.http', `The server answered with status ${status}.`, {
    context,
    retryable: status >= 500 || status === 408,
  });
}

function readWhole({ headers }: AnswerHead): FileAnswer {
  const totalBytes = toLength(headers['content-length']);
  return {
    from: 0,
    to: totalBytes,
    totalBytes,
    validator: readValidator(headers),
    hasRanges: headers['accept-ranges']?.trim().toLowerCase() === 'bytes',
  };
}

function readPart({ headers }: AnswerHead): FileAnswer {
  const [, from, last, total] =
    /^bytes +(\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(headers['content-range'] ?? '') ?? [];
  const to = Number(last) + 1;
  const length = toLength(headers['content-length']);
  if (
    from === undefined ||
    to <= Number(from) ||
    to > Number(total) ||
    (length !== null && length !== to - Number(from))
  )
    throw new RangeRefused('The server does not say which part of the file it sends.', false);
  return {
    from: Number(from),
    to,
    totalBytes: Number(total),
    validator: readValidator(headers),
    hasRanges: true,
  };
}

/** Whether the answer names another version; one that names none was vouched for by `If-Range`. */
function isOtherVersion({ headers }: AnswerHead, validator: string): boolean {
  const named = validator.startsWith('"') ? headers.etag : headers['last-modified'];
  return named !== undefined && named !== validator;
}

/** What was asked for: from where, and which file it must be a part of. */
export interface AskedPart {
  from: number;
  /** Exclusive. */
  to: number;
  totalBytes: number;
  validator: string;
}

function refusePacked({ headers }: AnswerHead): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return;
  throw new AppError('media.wrong_type', 'The server packs the file although it was asked not to.', {
    context: { encoding: encoding.slice(0, 40) },
  });
}

/**
 * An answer to a request for the beginning of a file of which nothing is known yet. Throws `RangeRefused` when it is
 * another part, and `media.wrong_type` for packed bytes.
 */
export function readFirstAnswer(head: AnswerHead): FileAnswer {
  refusePacked(head);
  if (head.status === 200) return readWhole(head);
  const answer = head.status === 206 ? readPart(head) : null;
  if (answer?.from !== 0)
    throw new RangeRefused('The server does not send the beginning of the file.', false);
  return answer;
}

/**
 * An answer to a request for a stretch of a file of which nothing else is known, also of how long it is (RFC 9110, 14.4), or
 * the whole of one that is no more than the stretch. Throws `RangeRefused` for any other.
 */
export function readStretchAnswer(head: AnswerHead, from: number, to: number): FileAnswer {
  refusePacked(head);
  const range = head.headers['content-range']?.replace(/\/\*$/, `/${to}`) ?? '';
  const part = { ...head, headers: { ...head.headers, 'content-range': range } };
  const answer = head.status === 206 ? readPart(part) : head.status === 200 ? readWhole(head) : null;
  if (answer?.from !== from || answer.to !== to)
    throw new RangeRefused('The server does not send the part that was asked for.', false);
  return answer;
}

/**
 * An answer to a request without a range (`asked` null), or for one. Throws `RangeRefused` for bytes that do not belong
 * behind those that are there, `media.wrong_type` for packed ones.
 */
export function readAnswerHead(head: AnswerHead, asked: AskedPart | null): FileAnswer {
  refusePacked(head);
  if (head.status === 200) {
    const whole = readWhole(head);
    if (!asked) return whole;
    const isChanged = whole.totalBytes !== asked.totalBytes || isOtherVersion(head, asked.validator);
    throw new RangeRefused('The server sends the whole file in place of a part.', isChanged);
  }
  if (!asked) throw new RangeRefused('The server sends a part without having been asked for one.', false);
  if (head.status === 416)
    throw new RangeRefused(
      'The server does not have that part.',
      !head.headers['content-range']?.endsWith(`/${asked.totalBytes}`),
    );
  const answer = readPart(head);
  if (answer.totalBytes !== asked.totalBytes || isOtherVersion(head, asked.validator))
    throw new RangeRefused('The file has changed on the server.', true);
  if (answer.from !== asked.from) throw new RangeRefused('The server sends another part.', false);
  return answer;
}
