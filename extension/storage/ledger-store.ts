/** The ledgers of requests, one per platform and account. */
import type { RequestLedger } from '../core/request-ledger.ts';
import { openLibrary } from './database.ts';

/** Changes a ledger in one transaction, so that two jobs cannot take the same turn; what `change` returns beside it is passed on. */
export async function changeLedger<T extends { ledger: RequestLedger }>(
  lane: string,
  change: (ledger: RequestLedger | undefined) => T,
): Promise<T> {
  const transaction = (await openLibrary()).transaction('ledgers', 'readwrite');
  const result = change(await transaction.store.get(lane));
  await transaction.store.put(result.ledger, lane);
  await transaction.done;
  return result;
}

/** A ledger as it is; undefined for an account that was never asked. */
export const readLedger = async (lane: string): Promise<RequestLedger | undefined> =>
  (await openLibrary()).get('ledgers', lane);
