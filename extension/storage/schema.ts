/** The library as IndexedDB holds it: one row per record, keys that start with the job. */
import type { DBSchema } from 'idb';
import type { Job, Step } from '../../shared/model/job.ts';
import type { DownloadRecord } from '../core/downloads/download-record.ts';
import type { ItemRecord } from '../core/items/item-record.ts';
import type { BaseExport, KnownItem } from '../core/jobs/base-export.ts';
import type { CommentPage, StepReport, StoredFile } from '../core/jobs/job-records.ts';
import type { RequestLedger } from '../core/requests/request-ledger.ts';
import type { StoredObservation } from './observation-store.ts';
import type { PlaceRecord } from './place-store.ts';

export interface Library extends DBSchema {
  jobs: { key: string; value: Job; indexes: { created: string } };
  steps: { key: [string, number]; value: Step };
  items: { key: [string, string]; value: ItemRecord; indexes: { ordinal: [string, number] } };
  comments: { key: [string, number, number]; value: CommentPage };
  files: { key: [string, string]; value: StoredFile };
  reports: { key: [string, number]; value: StepReport };
  bases: { key: string; value: BaseExport; indexes: { refUrl: string } };
  known: { key: [string, string]; value: KnownItem };
  observations: { key: [string, string]; value: StoredObservation };
  places: { key: string; value: PlaceRecord };
  ledgers: { key: string; value: RequestLedger };
  downloads: { key: string; value: DownloadRecord; indexes: { place: number; status: string } };
}
