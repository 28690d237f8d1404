import { AppError } from '../../shared/app-error.ts';
import { type BrowserId, browserIds } from '../install/browsers.ts';

/** Throws `input.invalid` for a browser that is not in the list. */
export function parseBrowsers(names: readonly string[]): BrowserId[] {
  return names.map((name) => {
    const known = browserIds.find((id) => id === name);
    if (!known)
      throw new AppError('input.invalid', `There is no browser ${name}; known are ${browserIds.join(', ')}.`);
    return known;
  });
}
