import { AppError } from '../app-error.ts';

/** Tries the addresses of one file in order; the next one only when a server says 404. Throws what the last one threw. */
export async function tryAddresses<Fetched>(
  [address = '', ...more]: readonly string[],
  fetchFrom: (address: string) => Promise<Fetched>,
): Promise<Fetched> {
  try {
    return await fetchFrom(address);
  } catch (error) {
    const isMissing = error instanceof AppError && error.code === 'platform.not_found';
    if (!isMissing || more.length === 0) throw error;
    return tryAddresses(more, fetchFrom);
  }
}
