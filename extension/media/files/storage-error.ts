import { AppError } from '../../../shared/app-error.ts';

/** The browser's own errors carry the disk's troubles in their names. */
export function toStorageError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  const { name, message, cause = error } = error as DOMException & { cause?: unknown };
  if (name === 'QuotaExceededError') return new AppError('storage.full', undefined, { cause });
  if (name === 'NotAllowedError') return new AppError('storage.permission', undefined, { cause });
  return new AppError('storage.failed', `${name}: ${message}`, { cause });
}
