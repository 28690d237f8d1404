import type { IDBPDatabase } from 'idb';
import type { Library } from '../schema.ts';

/** The browser's handles of files and folders that the user picked. */
export function upgradeToPlaces(database: IDBPDatabase<Library>): void {
  database.createObjectStore('places', { keyPath: 'id' });
}
