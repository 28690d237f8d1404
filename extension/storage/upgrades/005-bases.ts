import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { defaultOptions } from '../../../shared/model/default-options.ts';
import { type Quality, toQuality } from '../../../shared/model/quality.ts';
import type { Library } from '../schema.ts';

type Change = IDBPTransaction<Library, StoreNames<Library>[], 'versionchange'>;

/** What later exports build on, and what was seen when; jobs and downloads get the words of today for their choices. */
export async function upgradeToBases(database: IDBPDatabase<Library>, change: Change): Promise<void> {
  database.createObjectStore('bases', { keyPath: 'sourceKey' }).createIndex('refUrl', 'refUrl');
  database.createObjectStore('known', { keyPath: ['sourceKey', 'key'] });
  database.createObjectStore('observations', { keyPath: ['key', 'at'] });
  const jobs = change.objectStore('jobs');
  for (const job of await jobs.getAll())
    await jobs.put({ ...job, options: withQuality({ ...defaultOptions, ...job.options }) });
  const downloads = change.objectStore('downloads');
  for (const download of await downloads.getAll())
    await downloads.put({ ...download, choice: withQuality(download.choice) });
}

const withQuality = <Choice extends { quality: Quality }>(choice: Choice): Choice => ({
  ...choice,
  quality: toQuality(choice.quality),
});
