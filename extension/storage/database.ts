/** Opens the library; upgrades run in order, each once. */
import { type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { Library } from './schema.ts';
import { upgradeToFirst } from './upgrades/001-first.ts';
import { upgradeToDownloads } from './upgrades/002-downloads.ts';
import { upgradeToLedgers } from './upgrades/003-ledgers.ts';
import { upgradeToPlaces } from './upgrades/004-places.ts';
import { upgradeToBases } from './upgrades/005-bases.ts';

type Change = IDBPTransaction<Library, StoreNames<Library>[], 'versionchange'>;
type Upgrade = (database: LibraryDatabase, change: Change) => void | Promise<void>;

/** Append only: a library of any age gets those it has not had. */
export const upgrades: readonly Upgrade[] = [
  upgradeToFirst,
  upgradeToDownloads,
  upgradeToLedgers,
  upgradeToPlaces,
  upgradeToBases,
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
    async upgrade(database, oldVersion, ...[, change]) {
      for (const upgrade of upgrades.slice(oldVersion)) await upgrade(database, change);
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
