import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { closeLibrary } from '../database.ts';

/** A library with nothing in it; to be called before each test. */
export async function freshLibrary(): Promise<void> {
  await closeLibrary();
  globalThis.indexedDB = new IDBFactory();
}
