import { toAppError } from '../../../shared/app-error.ts';

/** Whether nothing else is to be tried after an error: it was cancelled, or the disk is full. */
export function isEnd(error: unknown): boolean {
  const { code } = toAppError(error);
  return code === 'job.cancelled' || code.startsWith('storage.');
}
