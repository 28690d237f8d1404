import { AppError } from '../app-error.ts';

/**
 * Tries the addresses of one file in order: the next one when a server says 404, and one more when it has only a part of the
 * file. Throws what the last one threw.
 */
export async function tryAddresses<Fetched>(
  [address = '', ...more]: readonly string[],
  fetchFrom: (address: string) => Promise<Fetched>,
): Promise<Fetched> {
  try {
    return await fetchFrom(address);
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    const rest = code === 'platform.not_found' ? more : code === 'media.damaged' ? more.slice(0, 1) : [];
    if (rest.length === 0) throw error;
    return tryAddresses(rest, fetchFrom);
  }
}
