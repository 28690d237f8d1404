/** What may be missing of an item that is saved all the same: what others said under it, and its captions. Pure. */
import type { Completeness } from '../../../shared/model/archive.ts';
import type { ItemRecord } from './item-record.ts';

type Lacking = NonNullable<Completeness['lacking']>[number]['what'][number];

const isOver = (progress: ItemRecord['video']): boolean => progress === 'done' || progress === 'skipped';

/** Pictures and captions are one phase. */
const lacksOnlyCaptions = ({ extras, lacksCaptions = false }: ItemRecord): boolean =>
  extras === 'refused' && lacksCaptions;

/** Saved: in the archive with what it is made of. */
export const isKept = (record: ItemRecord): boolean =>
  !record.excluded &&
  record.item.unavailable === null &&
  record.comments !== 'pending' &&
  [record.entries, record.details, record.video].every(isOver) &&
  (isOver(record.extras) || lacksOnlyCaptions(record));

/** What was asked for beside a kept item and could not be had; empty for items that are not kept. */
export function listLacking(record: ItemRecord): Lacking[] {
  if (!isKept(record)) return [];
  return [
    ...(record.comments === 'refused' ? ['comments' as const] : []),
    ...(lacksOnlyCaptions(record) ? ['captions' as const] : []),
  ];
}
