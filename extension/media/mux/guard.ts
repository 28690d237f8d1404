import { AppError, toWire, type WireError } from '../../../shared/errors.ts';

/** The browser's own errors carry the disk's troubles in their names. */
function toStorageError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  const code = error.name === 'QuotaExceededError' ? 'storage.full' : 'storage.failed';
  return new AppError(code, error.message, { cause: error });
}

/** What is no error of ours comes from a file that the library could not take apart. */
const toMediaError = (error: unknown): unknown =>
  error instanceof AppError || error instanceof DOMException
    ? toStorageError(error)
    : new AppError('media.unsupported', error instanceof Error ? error.message : String(error), {
        cause: error,
      });

/** An action of a worker whose errors cross as values: comlink would keep only their message. */
export function guard<Args extends unknown[], Result>(action: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result | { error: WireError }> => {
    try {
      return await action(...args);
    } catch (error) {
      return { error: toWire(toMediaError(error)) };
    }
  };
}
