/** comlink keeps only the message of an error, so errors of a worker cross as values. */
import { toWire } from '../../../shared/app-error.ts';
import type { WireError } from '../../../shared/wire-error.ts';
import { toStorageError } from '../files/storage-error.ts';

/** What a worker answers. */
export type OrError<Result> = Promise<Result | { error: WireError }>;

/** The same action, which answers with its error instead of throwing it. `toOurs` makes an error of ours of any other. */
export function answerError<Args extends unknown[], Result>(
  action: (...args: Args) => Promise<Result>,
  toOurs: (error: unknown) => unknown = toStorageError,
): (...args: Args) => OrError<Result> {
  return async (...args) => {
    try {
      return await action(...args);
    } catch (error) {
      return { error: toWire(toOurs(error)) };
    }
  };
}
