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

/** A library that is opened again and again on a full disk is lost: Chromium 156 threw away half of what was in it. */
const restMs = 30_000;
/** Why it is left alone for now. */
let trouble: unknown = null;

const forget = (): void => {
  opened = null;
};

function rest(error: unknown): void {
  forget();
  trouble = error;
  setTimeout(() => {
    trouble = null;
  }, restMs);
}

const open = async (): Promise<LibraryDatabase> =>
  openDB<Library>('star-export', upgrades.length, {
    async upgrade(database, oldVersion, ...[, change]) {
      for (const upgrade of upgrades.slice(oldVersion)) await upgrade(database, change);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase | null)?.close();
      forget();
    },
    terminated: () =>
      rest(new DOMException('The browser closed the library. Is the disk full?', 'UnknownError')),
  });

/**
 * The open library, opened at most once per context. Gives way when another context upgrades it. When the browser could
 * not open it, or has ended it, everybody hears why for half a minute, and nothing is tried.
 */
export function openLibrary(): Promise<LibraryDatabase> {
  if (trouble) return Promise.reject(trouble);
  opened ??= open().catch((error: unknown) => {
    rest(error);
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
