import type { IDBPDatabase } from 'idb';
import type { Library } from '../schema.ts';

/** Downloads beside the exports: by place for the history, by status for the queue. */
export function upgradeToDownloads(database: IDBPDatabase<Library>): void {
  const downloads = database.createObjectStore('downloads', { keyPath: 'id' });
  downloads.createIndex('place', 'place', { unique: true });
  downloads.createIndex('status', 'state.status');
}
