import type { IDBPDatabase } from 'idb';
import type { Library } from '../schema.ts';

/** The first layout. */
export function upgradeToFirst(database: IDBPDatabase<Library>): void {
  database.createObjectStore('jobs', { keyPath: 'id' }).createIndex('created', 'createdAt');
  database.createObjectStore('steps', { keyPath: ['jobId', 'index'] });
  database
    .createObjectStore('items', { keyPath: ['jobId', 'key'] })
    .createIndex('ordinal', ['jobId', 'ordinal']);
  database.createObjectStore('comments', { keyPath: ['jobId', 'itemOrdinal', 'page'] });
  database.createObjectStore('files', { keyPath: ['jobId', 'path'] });
  database.createObjectStore('reports', { keyPath: ['jobId', 'index'] });
  // Gone since 003.
  (database as IDBPDatabase).createObjectStore('paces');
}
