/** The ledgers of requests, one per platform and account. One that is not understood is closed for a day, see `parseLedger`. */
import { parseLedger } from '../core/requests/parse-ledger.ts';
import type { RequestLedger } from '../core/requests/request-ledger.ts';
import { openLibrary } from './database.ts';

/** Changes a ledger in one transaction, so that two jobs cannot take the same turn; what `change` returns beside it is passed on. */
export async function changeLedger<T extends { ledger: RequestLedger }>(
  lane: string,
  change: (ledger: RequestLedger) => T,
): Promise<T> {
  const transaction = (await openLibrary()).transaction('ledgers', 'readwrite');
  const result = change(parseLedger(await transaction.store.get(lane), Date.now()));
  await transaction.store.put(result.ledger, lane);
  await transaction.done;
  return result;
}

/** Moves what one ledger holds into another; nothing when there is no such ledger. */
export async function moveLedger(
  from: string,
  to: string,
  merge: (moved: RequestLedger, known: RequestLedger) => RequestLedger,
): Promise<void> {
  const transaction = (await openLibrary()).transaction('ledgers', 'readwrite');
  const [moved, known] = await Promise.all([transaction.store.get(from), transaction.store.get(to)]);
  if (moved) {
    const nowMs = Date.now();
    await transaction.store.put(merge(parseLedger(moved, nowMs), parseLedger(known, nowMs)), to);
    await transaction.store.delete(from);
  }
  await transaction.done;
}

/** What every account was asked for, by the names of their lanes. */
export async function listLedgers(): Promise<{ lane: string; ledger: RequestLedger }[]> {
  const transaction = (await openLibrary()).transaction('ledgers');
  const [lanes, ledgers] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
  const nowMs = Date.now();
  return lanes.map((lane, place) => ({ lane, ledger: parseLedger(ledgers[place], nowMs) }));
}
