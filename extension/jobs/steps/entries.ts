/** Reads what is in each playlist or album that was collected: ids, titles and order, not the posts themselves. */
import type { Item } from '../../../shared/model/item.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import type { PageRead } from '../../core/pages/page-read.ts';
import { askForPage } from '../run/ask-platform.ts';
import { walkItems } from '../run/each-item.ts';
import { walkPages } from '../run/each-page.ts';
import type { StepContext, StepRunner } from '../run/step-context.ts';

const toRef = ({ platform, kind, id, url }: Item): SourceRef => ({
  platform,
  kind: kind === 'album' ? 'album' : 'playlist',
  id,
  url,
});

/** The first page begins the list anew: a worker killed right after the last page reads it all once more. */
function withEntries(record: ItemRecord, { items, continuation }: PageRead, isFirst: boolean): ItemRecord {
  const known = isFirst ? [] : (record.item.entries ?? []);
  const added = items.map(({ id, title }, index) => ({ id, title, position: known.length + index + 1 }));
  return { ...record, cursor: continuation, item: { ...record.item, entries: [...known, ...added] } };
}

/** The cursor is stored with the entries of its page, so a killed worker goes on in the middle of a long list. */
async function readEntries(
  context: StepContext,
  record: ItemRecord,
): Promise<(current: ItemRecord) => ItemRecord> {
  const { ports, job } = context;
  const { key, cursor, item } = record;
  await walkPages({
    cursor,
    repeats: 'The playlist repeats itself.',
    ask: (at) => askForPage(context, { verb: 'page', ref: toRef(item), cursor: at }),
    save: (read, asked) =>
      ports.store.changeItem({
        jobId: job.id,
        key,
        change: (current) => withEntries(current, read, asked === null),
      }),
  });
  return (current) => current;
}

export const runEntries: StepRunner = (context) =>
  walkItems(context, { phase: 'entries', concurrency: 1, run: readEntries });
