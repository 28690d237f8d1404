/**
 * Errors that we throw and tell: a code of the list with its sentence. The popup and what runs in pages carry no
 * sentences; they use told-error.ts.
 */
import { type ErrorCode, errorCodes } from './error-codes.ts';
import { ToldError } from './told-error.ts';
import type { WireError } from './wire-error.ts';

interface AppErrorOptions {
  context?: WireError['context'];
  cause?: unknown;
  /** Overrides the code's own answer, for example when the server gave a Retry-After. */
  retryable?: boolean;
}

/** The only error this product throws on purpose; by default it says the sentence of its code. */
export class AppError extends ToldError {
  constructor(code: ErrorCode, message: string = errorCodes[code].sentence, options: AppErrorOptions = {}) {
    const { context = {}, retryable = errorCodes[code].retryable, cause } = options;
    super({ code, message, context, retryable }, cause);
  }
}

/**
 * What a browser's storage throws when the disk is full or fails. Chromium's IndexedDB calls a full disk a `DataError`, as it
 * does a key that cannot be one.
 */
function toStorageCode(thrown: unknown): ErrorCode | null {
  if (!(thrown instanceof Error)) return null;
  const { name, message } = thrown;
  if (name === 'QuotaExceededError' || (name === 'DataError' && !/key/i.test(message))) return 'storage.full';
  return name === 'UnknownError' || (name === 'AbortError' && /transaction/i.test(message))
    ? 'storage.failed'
    : null;
}

/** Whatever was thrown, as an AppError; what is not ours becomes `bug.unexpected` with the cause kept. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const storageCode = toStorageCode(thrown);
  if (storageCode) return new AppError(storageCode, undefined, { cause: thrown });
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('bug.unexpected', message, { cause: thrown });
}

/** Any thrown value as it crosses a process border; the cause stays behind. */
export function toWire(thrown: unknown): WireError {
  const { code, message, context, retryable } = toAppError(thrown);
  return { code, message, context, retryable };
}

/** An error that is told and not thrown; without the cost of a stack. An absent message is the code's own sentence. */
export function createWireError(
  code: ErrorCode,
  message?: string,
  context: WireError['context'] = {},
): WireError {
  const { sentence, retryable } = errorCodes[code];
  return { code, message: message ?? sentence, context, retryable };
}

/** The error another process sent, with its code and context. */
export function fromWire(wire: WireError): AppError {
  return new AppError(wire.code, wire.message, { context: wire.context, retryable: wire.retryable });
}
