import type { IDBPDatabase } from 'idb';
import type { Library } from '../schema.ts';

/** Ledgers of requests in place of the buckets of the first layout, which knew neither hours nor days. */
export function upgradeToLedgers(database: IDBPDatabase<Library>): void {
  (database as IDBPDatabase).deleteObjectStore('paces');
  database.createObjectStore('ledgers');
}
