/** What the operating system says about files, in our codes. */
import { AppError } from '../../shared/app-error.ts';

/** The system's name of an error (`ENOENT` …); null for errors that are not the system's. */
export const readErrno = (thrown: unknown): string | null =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;

/** Whether nothing is at a path, or on the way to it. */
export const isAbsent = (thrown: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(readErrno(thrown) ?? '');

/** Turns the errors that a user can do something about into codes; others are passed on. */
export function toStorageError(thrown: unknown): unknown {
  switch (readErrno(thrown)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new AppError('storage.full', undefined, { cause: thrown });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('storage.read_only', undefined, { cause: thrown });
    case 'ELOOP':
      return new AppError('input.path_unsafe', 'The name belongs to a link.', { cause: thrown });
    default:
      return thrown;
  }
}
