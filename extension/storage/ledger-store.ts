/** The ledgers of requests, one per platform and account. */
import type { RequestLedger } from '../core/requests/request-ledger.ts';
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

/** Moves what one ledger holds into another; nothing when there is no such ledger. */
export async function moveLedger(
  from: string,
  to: string,
  merge: (moved: RequestLedger, known: RequestLedger | undefined) => RequestLedger,
): Promise<void> {
  const transaction = (await openLibrary()).transaction('ledgers', 'readwrite');
  const moved = await transaction.store.get(from);
  if (moved) {
    await transaction.store.put(merge(moved, await transaction.store.get(to)), to);
    await transaction.store.delete(from);
  }
  await transaction.done;
}
