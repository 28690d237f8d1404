/** Opens the library; upgrades run in order, each once. */
import { type IDBPDatabase, openDB } from 'idb';
import type { Library } from './schema.ts';
import { upgradeToFirst } from './upgrades/001-first.ts';
import { upgradeToDownloads } from './upgrades/002-downloads.ts';
import { upgradeToLedgers } from './upgrades/003-ledgers.ts';
import { upgradeToPlaces } from './upgrades/004-places.ts';

/** Append only: a library of any age gets those it has not had. */
export const upgrades: readonly ((database: LibraryDatabase) => void)[] = [
  upgradeToFirst,
  upgradeToDownloads,
  upgradeToLedgers,
  upgradeToPlaces,
];

/** The open library. */
export type LibraryDatabase = IDBPDatabase<Library>;

let opened: Promise<LibraryDatabase> | null = null;

const forget = (): void => {
  opened = null;
};

/** The open library, opened at most once per context. Gives way when another context upgrades it. */
export function openLibrary(): Promise<LibraryDatabase> {
  opened ??= openDB<Library>('star-export', upgrades.length, {
    upgrade(database, oldVersion) {
      for (const upgrade of upgrades.slice(oldVersion)) upgrade(database);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase | null)?.close();
      forget();
    },
    terminated: forget,
  }).catch((error: unknown) => {
    forget();
    throw error;
  });
  return opened;
}

/** Closes the library, so that tests can start afresh. */
export async function closeLibrary(): Promise<void> {
  const database = await opened;
  forget();
  database?.close();
}
