/** Who started the companion. Browsers check the manifest; we check once more what they tell us. */
import { AppError } from '../../shared/app-error.ts';

/** The caller in the arguments a browser passes: Chromium its origin, Firefox the manifest's path and the add-on's id. Null when a person started us. */
export function readCaller(args: readonly string[]): string | null {
  const [first = '', second] = args;
  if (/^[a-z-]+-extension:\/\//.test(first)) return first;
  if (first.endsWith('.json') && second && /^(\{[0-9a-f-]+\}|[\w.-]+@[\w.-]+)$/i.test(second)) return second;
  return null;
}

/** Throws `host.forbidden` unless the caller is one of those the settings name, letter for letter. */
export function checkCaller(caller: string, accepted: readonly string[]): void {
  if (!accepted.includes(caller))
    throw new AppError('host.forbidden', undefined, { context: { caller: caller.slice(0, 200) } });
}
