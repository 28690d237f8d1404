/**
 * An error that says all of itself, as it crossed a process border. Apart from the list of codes and their sentences,
 * so that the page button and the popup, which only pass errors on, do not carry those.
 */
import type { ErrorCode } from './error-codes.ts';
import type { WireError } from './wire-error.ts';

/** `message` is for people; `code` is for programs. */
export class ToldError extends Error {
  readonly code: ErrorCode;
  readonly context: WireError['context'];
  readonly retryable: boolean;

  constructor({ code, message, context, retryable }: WireError, cause?: unknown) {
    super(message, { cause });
    this.name = 'AppError';
    this.code = code;
    this.context = context;
    this.retryable = retryable;
  }
}

/** Whatever was thrown; what is not ours becomes `bug.unexpected` with the cause kept. */
export function toToldError(thrown: unknown): ToldError {
  if (thrown instanceof ToldError) return thrown;
  return createUnexpected(thrown instanceof Error ? thrown.message : String(thrown), thrown);
}

/** What must not happen, in words for the one who looks into it. */
export function createUnexpected(message: string, cause?: unknown): ToldError {
  return new ToldError({ code: 'bug.unexpected', message, context: {}, retryable: false }, cause);
}
