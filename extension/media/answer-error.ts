/** comlink keeps only the message of an error, so errors of a worker cross as values. */
import { AppError, toWire, type WireError } from '../../shared/errors.ts';

/** The browser's own errors carry the disk's troubles in their names. */
function toStorageError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  const { name, message, cause = error } = error as DOMException & { cause?: unknown };
  if (name === 'QuotaExceededError') return new AppError('storage.full', undefined, { cause });
  if (name === 'NotAllowedError') return new AppError('storage.permission', undefined, { cause });
  return new AppError('storage.failed', `${name}: ${message}`, { cause });
}

/** The same action, which answers with its error instead of throwing it. */
export function answerError<Request, Result>(action: (request: Request) => Promise<Result>) {
  return async (request: Request): Promise<Result | { error: WireError }> => {
    try {
      return await action(request);
    } catch (error) {
      return { error: toWire(toStorageError(error)) };
    }
  };
}
