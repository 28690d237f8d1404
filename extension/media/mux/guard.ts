import { AppError } from '../../../shared/app-error.ts';
import { toStorageError } from '../files/storage-error.ts';
import { answerError } from '../worker/answer-error.ts';

/** What the browser's codecs throw: nothing is wrong with the disk, and another tool may do it. */
const codecErrors = new Set(['DataError', 'EncodingError', 'NotSupportedError', 'OperationError']);

/** What is neither ours nor the disk's comes from a file that the library or the codecs could not take apart. */
function toMediaError(error: unknown): unknown {
  const isOurs = error instanceof AppError;
  const isOfDisk = error instanceof DOMException && !codecErrors.has(error.name);
  if (isOurs || isOfDisk) return toStorageError(error);
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('media.unsupported', message, { cause: error });
}

/** An action of a worker that works on media, which answers with its error. */
export const guard = <Args extends unknown[], Result>(action: (...args: Args) => Promise<Result>) =>
  answerError(action, toMediaError);
