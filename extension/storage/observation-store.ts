/** What was seen of items at a time. Append-only: nothing in here is ever changed or removed. */
import { z } from 'zod';
import { type Observation, observationSchema } from '../../shared/model/observation.ts';
import { type ItemRecord, storedItemSchema } from '../core/items/item-record.ts';
import { observeItem } from '../core/items/observe-item.ts';
import { openLibrary } from './database.ts';
import { parseRecords } from './parse-records.ts';
import { parseAllStored } from './parse-stored.ts';
import { ofJobFrom } from './ranges.ts';

/** An observation with the key of its item; see `toItemKey`. One that is not understood is left out of the history. */
const storedObservationSchema = observationSchema.extend({ key: z.string() });
export type StoredObservation = z.infer<typeof storedObservationSchema>;

const ofItem = (key: string): IDBKeyRange => IDBKeyRange.bound([key], [key, []]);

const toObservation = ({ key: _key, ...observation }: StoredObservation): Observation => observation;

/**
 * Notes what a job has seen of its items, as far as it is new, and gives those of which there is more than one look their
 * history. A batch is one transaction, so doing it again adds nothing.
 */
export async function observeItems(jobId: string, at: string, batch = 500): Promise<void> {
  for (let from = 0; ; from += batch) {
    const transaction = (await openLibrary()).transaction(['items', 'observations'], 'readwrite');
    const items = transaction.objectStore('items');
    const observations = transaction.objectStore('observations');
    const stored = await items.index('ordinal').getAll(ofJobFrom(jobId, from), batch);
    const records = parseAllStored(storedItemSchema, stored);
    for (const record of records) {
      const noted = parseRecords(storedObservationSchema, await observations.getAll(ofItem(record.key)));
      const seen = observeItem(record.item, noted, at);
      const history = [...noted.map(toObservation), ...(seen ? [seen] : [])];
      if (seen) await observations.put({ key: record.key, ...seen });
      if (history.length > 1 && isLonger(history, record)) await items.put({ ...record, history });
    }
    await transaction.done;
    if (records.length < batch) return;
  }
}

const isLonger = (history: readonly Observation[], record: ItemRecord): boolean =>
  history.length > (record.history?.length ?? 0);
